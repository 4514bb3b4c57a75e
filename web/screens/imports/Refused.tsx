import type { ListShape } from '#contract/roster-columns.ts'
import type { RosterProblem } from '#contract/roster-problems.ts'
import { useWords } from '../../speech.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Columns } from './Columns.tsx'
import { Problems } from './Problems.tsx'
import type { Said } from './staging.ts'

type RefusedProps = {
  problems: readonly RosterProblem[]
  shape: ListShape | undefined
  busy: boolean
  onSay: (said: Said) => void
}

/** Why nothing was imported. Where only the columns were not understood that is a question, and nobody's mistake. */
export const Refused = ({ problems, shape, busy, onSay }: RefusedProps) => {
  const t = useWords()
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (shape && errors.every(({ code }) => code === 'roster.list_without_names'))
    return (
      <>
        <Banner tone="warn" title={t('rosters.problem.list_without_names')} />
        <Columns shape={shape} busy={busy} onSay={onSay} />
      </>
    )
  return (
    <>
      <Banner tone="bad" title={t('import.refused')}>
        {t('import.refused_how', { count: errors.length })}
      </Banner>
      <Problems problems={problems} />
      {shape && <Columns shape={shape} busy={busy} onSay={onSay} />}
    </>
  )
}
