import type { PlanDraft, PlanProblem, PlanWarning } from '#contract/year-plans.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { PlanRead } from './keeping.ts'

type Named = Pick<PlanProblem, 'classId' | 'targetId' | 'personId'>

/** What a problem is about, as the school calls it. */
const useName = (plan: PlanRead, draft: PlanDraft) => {
  const t = useWords()
  return ({ classId, targetId, personId }: Named): string => {
    if (personId) return [...plan.pupils, ...plan.staff].find(({ id }) => id === personId)?.display ?? ''
    if (classId) return plan.classes.find(({ id }) => id === classId)?.label ?? ''
    return draft.targets.find(({ id }) => id === targetId)?.label.trim() || t('years.unnamed')
  }
}

type Props = { plan: PlanRead; draft: PlanDraft }

/** What still has to be decided. */
export const Problems = ({ plan, draft, problems }: Props & { problems: readonly PlanProblem[] }) => {
  const t = useWords()
  const name = useName(plan, draft)
  if (problems.length === 0) return null
  return (
    <section className="card stack tight measure" aria-labelledby="problems">
      <h2 id="problems">{t('years.problems')}</h2>
      <ul className="plain stack tight">
        {problems.map((problem) => (
          <li key={`${problem.what} ${problem.classId} ${problem.targetId} ${problem.personId}`} className="row">
            <Icon name="warning" little />
            <span className="grow">{t(`years.problem.${problem.what}`, { name: name(problem) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is worth a look and stands in the way of nothing. */
export const Warnings = ({ plan, draft, warnings }: Props & { warnings: readonly PlanWarning[] }) => {
  const t = useWords()
  const name = useName(plan, draft)
  if (warnings.length === 0) return null
  return (
    <section className="card stack tight measure" aria-labelledby="warnings">
      <h2 id="warnings">{t('years.warnings')}</h2>
      <ul className="plain stack tight">
        {warnings.map((warning) => (
          <li key={`${warning.what} ${warning.targetId} ${warning.personId}`} className="row">
            <Icon name="info" little />
            <span className="grow">{t(`years.warning.${warning.what}`, { name: name(warning) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
