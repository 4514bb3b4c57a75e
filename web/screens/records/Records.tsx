import type * as z from 'zod/mini'
import { readMe } from '#contract/people.ts'
import { listRecords, withdrawRecord } from '#contract/records.ts'
import type { Word } from '#i18n/catalogue.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { Signing } from './Signing.tsx'

export type RecordShown = z.output<typeof listRecords.output>['records'][number]
type Signed = NonNullable<RecordShown['newest']>

const Standing = ({ newest }: { newest: Signed | null }) => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  if (!newest || newest.withdrawnAt) return <p className="quiet">{t('trust.unsigned')}</p>
  const days = { from: shortDay(t.locale, newest.at, timeZone), until: shortDay(t.locale, newest.untilOn) }
  return (
    <p>
      {t(newest.isSample ? 'trust.sample' : 'trust.signed', { ...days, who: t(`trust.signer.${newest.by}`) })}
      {newest.ofAll !== null && ` · ${t('trust.signed_count', { done: newest.done ?? 0, all: newest.ofAll })}`}
    </p>
  )
}

const Statement = ({ record }: { record: RecordShown }) => {
  const t = useWords()
  const withdrawing = useAction(withdrawRecord, [listRecords])
  const { newest, check } = record
  const takeBack = () => withdrawing.mutate({ body: { check } }, { onSuccess: () => toast(t('records.withdrawn')) })
  return (
    <section className="card stack" aria-labelledby={check}>
      <h2 id={check}>{t(`records.check.${check}` as Word)}</h2>
      <Standing newest={newest} />
      <Refused by={withdrawing.error} />
      {newest && !newest.withdrawnAt && (
        <p>
          <Button busy={withdrawing.isPending} onPress={takeBack}>
            {t('records.withdraw')}
          </Button>
        </p>
      )}
      <Signing record={record} />
    </section>
  )
}

/** What the school signs for, where nothing can measure it; the public page says by whom and until when. */
export const Records = () => {
  const t = useWords()
  const { records } = useEndpoint(listRecords)
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('records.title')}</Title>
        <p className="measure quiet">{t('records.intro')}</p>
      </header>
      {records.map((record) => (
        <Statement key={record.check} record={record} />
      ))}
    </div>
  )
}
