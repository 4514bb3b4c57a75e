import { type CorrectionToMake, listCorrections, makeCorrection } from '#contract/corrections.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

const whose = (t: Words, { because, person }: CorrectionToMake): string =>
  because === 'erasure' ? t('mydata.corrections.erased') : person || t('mydata.corrections.gone')

const whatToDo = (t: Words, { because, what }: CorrectionToMake): string =>
  because === 'rectification' ? (what ?? t('mydata.correct.any')) : t(`mydata.corrections.${because}`)

const One = ({ one, timeZone }: { one: CorrectionToMake; timeZone: string }) => {
  const t = useWords()
  const making = useAction(makeCorrection, [listCorrections])
  const noted = t('mydata.corrections.noted')
  const isOver = one.because === 'lifting'
  const make = () => making.mutate({ params: { id: one.id } }, { onSuccess: () => toast(noted) })
  return (
    <li className="card stack tight">
      <p>
        <strong>{whose(t, one)}</strong> · {whatToDo(t, one)}
        <br />
        <span className="small quiet">{t('mydata.corrections.taken', { day: shortDay(t.locale, one.lastAt, timeZone) })}</span>
      </p>
      <p>
        {one.doneAt ? (
          <Badge tone="ok">{t(isOver ? 'mydata.told.noted' : 'mydata.told.done')}</Badge>
        ) : (
          <Button look="ink" busy={making.isPending} onPress={make}>
            {t(isOver ? 'mydata.corrections.seen' : 'mydata.corrections.make')}
            <span className="unseen"> {one.person}</span>
          </Button>
        )}
      </p>
      <Refused by={making.error} />
    </li>
  )
}

/** What was put right in files that one took away: to put right there, too. */
export const Corrections = () => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { corrections } = useEndpoint(listCorrections, { query: { locale: t.locale } })
  return (
    <div className="stack wide ink">
      <header className="stack tight">
        <Title>{t('mydata.corrections.title')}</Title>
        <p className="measure">{t('mydata.corrections.lead')}</p>
      </header>
      {corrections.length === 0 && (
        <EmptyState title={t('mydata.corrections.none')} drawing="tree">
          {t('mydata.corrections.none_how')}
        </EmptyState>
      )}
      <ul className="stack">
        {corrections.map((one) => (
          <One key={one.id} one={one} timeZone={timeZone} />
        ))}
      </ul>
    </div>
  )
}
