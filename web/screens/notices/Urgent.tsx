import { type UrgentReason, urgentReasons } from '#contract/notices.ts'
import { useWords } from '../../speech.tsx'
import { Select } from '../../ui/Field.tsx'

type Props = { reason: UrgentReason | null; thisYear: number; change: (reason: UrgentReason | null) => void }

const isReason = (word: string): word is UrgentReason => urgentReasons.some((reason) => reason === word)

/** That everybody is reached at once, and why; how often that happens is public, and said here. */
export const Urgent = ({ reason, thisYear, change }: Props) => {
  const t = useWords()
  return (
    <div className="stack tight">
      <label className="choice">
        <input type="checkbox" checked={reason !== null} onChange={() => change(reason === null ? 'closure' : null)} />
        <span>
          {t('notices.is_urgent')} <small className="quiet">{t('notices.is_urgent_how', { count: thisYear })}</small>
        </span>
      </label>
      {reason !== null && (
        <Select
          label={t('notices.reason')}
          value={reason}
          options={urgentReasons.map((value) => ({ value, label: t(`notices.reason.${value}`) }))}
          onChange={(event) => isReason(event.target.value) && change(event.target.value)}
        />
      )}
    </div>
  )
}
