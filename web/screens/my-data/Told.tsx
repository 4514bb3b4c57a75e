import type { ToldRecipient } from '#contract/corrections.ts'
import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { useWords } from '../../speech.tsx'

/** Whether and how somebody was told, with the day. */
export const tellingInWords = (t: Words, { how, toldAt }: Pick<ToldRecipient, 'how' | 'toldAt'>, timeZone: string): string =>
  how && toldAt ? t(`mydata.told.${how}`, { day: shortDay(t.locale, toldAt, timeZone) }) : t('mydata.told.not_yet')

/** Who had received what was put right, and how they were told: by what they are, never by name. */
export const Told = ({ told, timeZone }: { told: readonly ToldRecipient[]; timeZone: string }) => {
  const t = useWords()
  if (told.length === 0) return null
  return (
    <>
      <p>{t('mydata.told')}</p>
      <ul className="stack tight">
        {told.map((one, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: whom it was told to has no id that leaves the house, and the order is fixed
          <li key={nth} className="small">
            {t(`mydata.told.kind.${one.kind}`)} · {tellingInWords(t, one, timeZone)}
            {one.because === 'lifting' && ` · ${t('mydata.told.again')}`}
            {one.doneAt && ` · ${t(one.because === 'lifting' ? 'mydata.told.noted' : 'mydata.told.done')}`}
          </li>
        ))}
      </ul>
    </>
  )
}
