import {
  longestYear,
  type PlanDraft,
  type PlanProblem,
  type PlanWarning,
  type planRefusals,
  shortestYear,
} from '#contract/year-plans.ts'
import { folded } from '#modules/people/index.ts'

type Year = { id: string; fromOn: string; toOn: string }
export type Known = {
  ending: Year
  /** The year after it, where there is one already. */
  next: Year | undefined
  years: readonly Year[]
  classIds: ReadonlySet<string>
  nextClassIds: ReadonlySet<string>
}

const DAY = 86_400_000
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY + 1

const datesOf = ({ fromOn, toOn }: PlanDraft, { ending, next, years }: Known): PlanProblem['what'][] => {
  if (!fromOn || !toOn) return ['dates_missing']
  if (fromOn >= toOn) return ['dates_reversed']
  if (next && next.fromOn === fromOn && next.toOn === toOn) return []
  const isTaken = years.some((year) => fromOn <= year.toOn && toOn >= year.fromOn)
  if (next || isTaken || fromOn <= ending.toOn) return ['dates_overlap']
  const days = daysBetween(fromOn, toOn)
  return days < shortestYear ? ['year_short'] : days > longestYear ? ['year_long'] : []
}

const labelsOf = ({ targets }: PlanDraft): PlanProblem[] => {
  const seen = new Map<string, string>()
  return targets.flatMap(({ id, label }): PlanProblem[] => {
    const name = folded(label)
    if (label.trim() === '') return [{ what: 'label_missing', targetId: id }]
    if (seen.has(name)) return [{ what: 'label_twice', targetId: id }]
    seen.set(name, id)
    return []
  })
}

/** Everything that stands between a draft and its being carried out. */
export const problemsOf = (draft: PlanDraft, known: Known): PlanProblem[] => {
  const targets = new Set(draft.targets.map(({ id }) => id))
  const planned = new Map(draft.classes.map((one) => [one.classId, one]))
  const classes = [...known.classIds].flatMap((classId): PlanProblem[] => {
    const { fate, targetId } = planned.get(classId) ?? { fate: null, targetId: null }
    if (!fate) return [{ what: 'class_undecided', classId }]
    return fate === 'goes' && !targets.has(targetId ?? '') ? [{ what: 'class_target', classId }] : []
  })
  const pupils = draft.pupils.flatMap(({ personId, fate, targetId }): PlanProblem[] =>
    fate !== 'leaves' && !targets.has(targetId ?? '') ? [{ what: 'pupil_target', personId }] : [],
  )
  const teachers = draft.teachers.flatMap(({ personId, targetId }): PlanProblem[] =>
    targets.has(targetId) ? [] : [{ what: 'teacher_target', personId }],
  )
  return [...datesOf(draft, known).map((what) => ({ what })), ...labelsOf(draft), ...classes, ...pupils, ...teachers]
}

type Refused = (typeof planRefusals)[number]
const isTwice = (ids: readonly (string | null)[]) => new Set(ids).size < ids.length

/** What no draft may hold: rows of somebody else, and one thing said twice. */
export const refusalsOf = (draft: PlanDraft, known: Known, people: ReadonlySet<string>): Refused[] => {
  const existing = draft.targets.flatMap(({ classId }) => classId ?? [])
  const teaching = draft.teachers.map(({ personId, targetId }) => `${personId} ${targetId}`)
  const named = [...draft.pupils, ...draft.teachers].map(({ personId }) => personId)
  const found: [Refused, boolean][] = [
    ['class_unknown', draft.classes.some(({ classId }) => !known.classIds.has(classId))],
    ['class_twice', isTwice(draft.classes.map(({ classId }) => classId))],
    ['next_class_unknown', existing.some((id) => !known.nextClassIds.has(id))],
    ['target_twice', isTwice(draft.targets.map(({ id }) => id)) || isTwice(existing)],
    ['person_unknown', named.some((id) => !people.has(id))],
    ['person_twice', isTwice(draft.pupils.map(({ personId }) => personId)) || isTwice(teaching)],
  ]
  return found.flatMap(([what, isSo]) => (isSo ? [what] : []))
}

type Manned = { targets: PlanDraft['targets']; pupils: ReadonlySet<string>; taught: ReadonlySet<string> }

/** What should be looked at before somebody says yes. */
export const warningsOf = (
  { targets, pupils, taught }: Manned,
  ending: readonly { personId: string; targetId: string }[],
  isRunning: boolean,
): PlanWarning[] => [
  ...(isRunning ? [{ what: 'year_running' as const }] : []),
  ...targets.filter(({ id }) => !taught.has(id)).map(({ id }) => ({ what: 'no_teacher' as const, targetId: id })),
  ...targets.filter(({ id }) => !pupils.has(id)).map(({ id }) => ({ what: 'no_pupils' as const, targetId: id })),
  ...ending.map(({ personId, targetId }) => ({ what: 'role_ends' as const, personId, targetId })),
]
