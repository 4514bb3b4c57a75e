import { mostKeepDays } from '#contract/year-plans.ts'
import { longDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'
import type { StepProps } from './steps.ts'

/** When the year begins and ends, and how long whoever leaves may read. */
export const DatesStep = ({ plan, draft, change }: StepProps) => {
  const t = useWords()
  const isThere = plan.next.length > 0
  return (
    <div className="stack measure">
      <p className="quiet">{t('years.dates_how', { day: longDay(t.locale, plan.ending.toOn) })}</p>
      {isThere && <Banner title={t('years.dates_there')} />}
      <TextField
        label={t('years.from')}
        type="date"
        disabled={isThere}
        value={draft.fromOn ?? ''}
        onChange={(event) => change({ fromOn: event.target.value || null })}
      />
      <TextField
        label={t('years.to')}
        type="date"
        disabled={isThere}
        value={draft.toOn ?? ''}
        onChange={(event) => change({ toOn: event.target.value || null })}
      />
      <TextField
        label={t('years.keep')}
        hint={t('years.keep_how')}
        type="number"
        min={0}
        max={mostKeepDays}
        value={`${draft.keepDays}`}
        onChange={(event) =>
          change({ keepDays: Math.min(mostKeepDays, Math.max(0, Math.trunc(Number(event.target.value)) || 0)) })
        }
      />
    </div>
  )
}
