import type { PlanDraft } from '#contract/year-plans.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Known } from './checking.ts'
import type { Standing } from './ground.queries.ts'
import type { NewMove } from './moving.queries.ts'
import type { Reckoned } from './reckoning.ts'

type Staging = {
  draft: PlanDraft
  reckoned: Reckoned
  standing: readonly Standing[]
  clocks: { from: Date; until: Date }
  known: Known
}

const byClass = (moves: readonly NewMove[]) => moves.toSorted((a, b) => (a.classId ?? '').localeCompare(b.classId ?? ''))

const placesOf = ({ draft, reckoned, known }: Staging, classIds: ReadonlyMap<string, string>) => {
  const begins = reckoned.begins.map(
    ({ personId, targetId, role }): NewMove => ({
      ...{ kind: 'begin', targetId: uuidv7(), personId, role, classId: classIds.get(targetId) ?? null },
      onDate: draft.fromOn,
    }),
  )
  const ends = reckoned.ends.map(
    ({ id, personId, classId, role, untilOn }): NewMove => ({
      ...{ kind: 'end', targetId: id, personId, classId, role, onDate: known.ending.toOn, wasOn: untilOn },
    }),
  )
  return [...byClass(begins), ...byClass(ends)]
}

const leavingOf = ({ standing, clocks: { from, until: untilAt } }: Staging) => [
  ...standing.map(
    ({ personId, state }): NewMove => ({
      ...{ kind: 'leave', targetId: uuidv7(), personId, fromAt: from, untilAt, wasState: state },
    }),
  ),
  ...standing.flatMap(({ personId, roles }) =>
    roles.map(({ id, role, until }): NewMove => ({ kind: 'role', targetId: id, personId, role, untilAt, wasAt: until })),
  ),
]

/** What carrying a plan out does, row by row and in order: what others stand on comes first. Every row is named before it is there. */
export const movesOf = (staging: Staging): NewMove[] => {
  const { targets } = staging.draft
  const classIds = new Map(targets.map(({ id, classId }) => [id, classId ?? uuidv7()]))
  return [
    ...(staging.known.next ? [] : [{ kind: 'year' as const, targetId: uuidv7() }]),
    ...targets.flatMap(({ id, classId }): NewMove[] =>
      classId ? [] : [{ kind: 'class', targetId: classIds.get(id) ?? '', wantedId: id }],
    ),
    ...placesOf(staging, classIds),
    ...leavingOf(staging),
  ]
}
