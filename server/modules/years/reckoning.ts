import { createHash } from 'node:crypto'
import type { PlanDraft } from '#contract/year-plans.ts'
import type { Grades } from './grades.ts'

export type Place = {
  id: string
  classId: string
  personId: string
  role: 'teacher' | 'substitute' | 'pupil'
  untilOn: string | null
}
/** Somebody who is a pupil now, or has a pupil's place; `isGone`: had begun to leave before. */
export type Pupil = { id: string; isGone: boolean }

/** What a plan is about, as it stands now. */
export type Ground = {
  ending: { id: string; fromOn: string; toOn: string }
  /** Places of the year that ends, which last until its end. */
  places: readonly Place[]
  /** Places that people have in the next year already. */
  nextPlaces: readonly Omit<Place, 'id' | 'untilOn'>[]
  pupils: readonly Pupil[]
}

export type Begin = { personId: string; targetId: string; role: 'teacher' | 'pupil'; how: 'goes' | 'repeats' | 'moves' }
/** What a plan comes to, person by person. */
export type Reckoned = {
  begins: Begin[]
  /** Who is in a class of the next year already. */
  here: { personId: string; targetId: string }[]
  leavers: string[]
  alreadyLeaving: string[]
  withoutClass: string[]
  ends: Place[]
}

const isString = (value: string | null | undefined): value is string => typeof value === 'string'

type Way = { targets: readonly string[]; how: Begin['how']; leaves: boolean }

const wayOf = (draft: PlanDraft) => {
  const exceptions = new Map(draft.pupils.map((one) => [one.personId, one]))
  const fates = new Map(draft.classes.map((one) => [one.classId, one]))
  return (personId: string, classes: readonly string[]): Way => {
    const exception = exceptions.get(personId)
    if (exception?.fate === 'leaves') return { targets: [], how: 'goes', leaves: true }
    if (exception) return { targets: [exception.targetId].filter(isString), how: exception.fate, leaves: false }
    const theirs = classes.map((id) => fates.get(id))
    const targets = theirs.flatMap((one) => (one?.fate === 'goes' && one.targetId ? [one.targetId] : []))
    const leaves = theirs.length > 0 && theirs.every((one) => one?.fate === 'leaves')
    return { targets: [...new Set(targets)], how: 'goes', leaves }
  }
}

const teachersOf = (draft: PlanDraft, classOfTarget: ReadonlyMap<string, string | null>, isHere: (key: string) => boolean) =>
  draft.teachers.flatMap(({ personId, targetId }): Begin[] =>
    isHere(`${personId} ${classOfTarget.get(targetId)} teacher`) ? [] : [{ personId, targetId, role: 'teacher', how: 'goes' }],
  )

const byPerson = <P extends { personId: string; role: string }>(places: readonly P[]) =>
  Map.groupBy(
    places.filter(({ role }) => role === 'pupil'),
    ({ personId }) => personId,
  )

/** What becomes of one pupil. Whoever has a place in the next year keeps it, unless the plan says something of this very person. */
const settlePupil = (draft: PlanDraft, ground: Ground, isHere: (key: string) => boolean, reckoned: Reckoned) => {
  const classOfTarget = new Map(draft.targets.map(({ id, classId }) => [id, classId]))
  const targetOfClass = new Map(draft.targets.flatMap(({ id, classId }) => (classId ? [[classId, id] as const] : [])))
  const excepted = new Set(draft.pupils.map(({ personId }) => personId))
  const [now, later, way] = [byPerson(ground.places), byPerson(ground.nextPlaces), wayOf(draft)]
  return ({ id, isGone }: Pupil) => {
    const next = later.get(id) ?? []
    const classes = (now.get(id) ?? []).map(({ classId }) => classId)
    const { targets, how, leaves } = way(id, classes)
    if (isGone) reckoned.alreadyLeaving.push(id)
    else if (next.length > 0 && !excepted.has(id))
      reckoned.here.push(...next.map(({ classId }) => ({ personId: id, targetId: targetOfClass.get(classId) ?? '' })))
    else if (leaves) reckoned.leavers.push(id)
    else if (targets.length === 0) reckoned.withoutClass.push(id)
    else
      for (const targetId of targets)
        if (isHere(`${id} ${classOfTarget.get(targetId)} pupil`)) reckoned.here.push({ personId: id, targetId })
        else reckoned.begins.push({ personId: id, targetId, role: 'pupil', how })
  }
}

/** What a plan comes to. */
export const reckon = (draft: PlanDraft, ground: Ground): Reckoned => {
  const classOfTarget = new Map(draft.targets.map(({ id, classId }) => [id, classId]))
  const held = new Set(ground.nextPlaces.map(({ personId, classId, role }) => `${personId} ${classId} ${role}`))
  const isHere = (key: string) => held.has(key)
  const reckoned: Reckoned = {
    ...{ begins: [], here: [], leavers: [], alreadyLeaving: [], withoutClass: [] },
    ends: ground.places.filter(({ untilOn }) => untilOn === null || untilOn > ground.ending.toOn),
  }
  ground.pupils.forEach(settlePupil(draft, ground, isHere, reckoned))
  reckoned.begins.push(...teachersOf(draft, classOfTarget, isHere))
  return reckoned
}

/** What was shown, in short: whoever says yes says it to this, and to nothing that came later. */
export const markOf = (
  draft: PlanDraft,
  { begins, here, ...rest }: Reckoned,
  guardians: readonly string[],
  grades: Grades,
): string => {
  const sorted = (values: readonly string[]) => values.toSorted()
  const said = {
    dates: [draft.fromOn, draft.toOn, draft.keepDays],
    targets: draft.targets.map(({ id, label, classId }) => [id, label, classId]),
    begins: sorted(begins.map(({ personId, targetId, role }) => `${personId} ${targetId} ${role}`)),
    here: sorted(here.map(({ personId, targetId }) => `${personId} ${targetId}`)),
    leavers: sorted(rest.leavers),
    guardians: sorted(guardians),
    alreadyLeaving: sorted(rest.alreadyLeaving),
    withoutClass: sorted(rest.withoutClass),
    ends: sorted(rest.ends.map(({ id }) => id)),
    grades: sorted(grades.moves.map(({ personId, from, to }) => JSON.stringify([personId, from, to]))),
    unknown: sorted(grades.unknown),
  }
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}
