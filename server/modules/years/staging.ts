import type { PlanDraft } from '#contract/years.ts'
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

/** What carrying a plan out does, row by row and in order: what others stand on comes first. Every row is named before it is there. */
export const movesOf = ({ draft, reckoned, standing, clocks, known }: Staging): NewMove[] => {
  const classIds = new Map(draft.targets.map(({ id, classId }) => [id, classId ?? uuidv7()]))
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
  const leaves = standing.map(
    ({ personId, state }): NewMove => ({
      ...{ kind: 'leave', targetId: uuidv7(), personId, fromAt: clocks.from, untilAt: clocks.until },
      wasState: state,
    }),
  )
  const roles = standing.flatMap(({ personId, roles }) =>
    roles.map(
      ({ id, role, until }): NewMove => ({
        ...{ kind: 'role', targetId: id, personId, role, untilAt: clocks.until, wasAt: until },
      }),
    ),
  )
  return [
    ...(known.next ? [] : [{ kind: 'year' as const, targetId: uuidv7() }]),
    ...draft.targets.flatMap(({ id, classId }): NewMove[] =>
      classId ? [] : [{ kind: 'class', targetId: classIds.get(id) ?? '', wantedId: id }],
    ),
    ...begins.toSorted((a, b) => (a.classId ?? '').localeCompare(b.classId ?? '')),
    ...ends.toSorted((a, b) => (a.classId ?? '').localeCompare(b.classId ?? '')),
    ...leaves,
    ...roles,
  ]
}
