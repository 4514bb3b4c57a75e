import type { PlanDraft } from '#contract/year-plans.ts'
import { applyPlan, previewPlan } from '#contract/years.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { keptAfterYear, registerKept } from '#modules/classes/index.ts'
import { problemsOf, warningsOf } from './checking.ts'
import { described } from './describing.ts'
import { type Grades, gradesOf } from './grades.ts'
import { gradesNow, stageGrades } from './grading.ts'
import * as ground from './ground.queries.ts'
import { draftOf, groundFor, type Hands, type Plan } from './ground.ts'
import * as moving from './moving.queries.ts'
import { handsOf, sortedPeople } from './planning.ts'
import * as queries from './plans.queries.ts'
import { markOf, type Reckoned, reckon } from './reckoning.ts'
import { movesOf } from './staging.ts'

const { others } = keptAfterYear

/** What a plan comes to now, and everything it was reckoned from. */
const reckonPlan = async (hands: Hands, plan: Plan) => {
  const draft = await draftOf(hands, plan)
  const about = await groundFor(hands, plan.fromYearId)
  const reckoned = reckon(draft, about.ground)
  const guardians = reckoned.leavers.length ? await ground.guardiansLeavingWith(hands.tx, hands.schoolId, reckoned.leavers) : []
  const placed = reckoned.begins.filter(({ role }) => role === 'pupil').map(({ personId }) => personId)
  const grades = gradesOf({ draft, reckoned, ...about }, await gradesNow(hands, placed), about.school.profile)
  const mark = markOf(
    draft,
    reckoned,
    guardians.map(({ id }) => id),
    grades,
  )
  const { profile } = about.school
  const clocks = await ground.clocks(
    hands.tx,
    about.known.ending.toOn,
    draft.keepDays,
    profile === 'JP' ? keptAfterYear.JP : others,
    profile === 'JP' ? registerKept.JP : null,
  )
  return { draft, about, reckoned, guardians, grades, mark, clocks }
}

/** How many go from which grade to which. */
const gradesToSay = ({ moves }: Grades) =>
  [...Map.groupBy(moves, ({ from, to }) => JSON.stringify([from, to])).values()].map((same) => {
    const { from, to } = same[0]!
    return { from, to, pupils: same.length }
  })

const countsOf = ({ begins, leavers, ends }: Reckoned, draft: PlanDraft) => {
  const pupils = begins.filter(({ role }) => role === 'pupil')
  return {
    made: draft.targets.filter(({ classId }) => !classId).length,
    placed: new Set(pupils.map(({ personId }) => personId)).size,
    repeating: pupils.filter(({ how }) => how === 'repeats').length,
    leaving: leavers.length,
    ending: ends.length,
  }
}

/** Teachers whose role ends before the year begins, by the class that they are to teach. */
const endingRoles = async ({ tx, schoolId }: Hands, { begins }: Reckoned, fromOn: string | null) => {
  const until = new Map((await ground.staff(tx, schoolId)).map((one) => [one.id, one.until]))
  return begins.filter(({ role, personId }) => {
    const ends = until.get(personId)
    return role === 'teacher' && fromOn !== null && (ends === undefined || (ends !== null && ends <= new Date(fromOn)))
  })
}

const warningsFor = async (hands: Hands, { draft, about, reckoned }: Awaited<ReturnType<typeof reckonPlan>>) => {
  const targetOf = new Map(draft.targets.map(({ id, classId }) => [classId ?? '', id]))
  const taught = about.ground.nextPlaces.flatMap(({ role, classId }) => (role === 'pupil' ? [] : [targetOf.get(classId) ?? '']))
  const manned = {
    targets: draft.targets,
    pupils: new Set(
      [...reckoned.here, ...reckoned.begins.filter(({ role }) => role === 'pupil')].map(({ targetId }) => targetId),
    ),
    taught: new Set([...taught, ...reckoned.begins.filter(({ role }) => role === 'teacher').map(({ targetId }) => targetId)]),
  }
  return warningsOf(manned, await endingRoles(hands, reckoned, draft.fromOn), about.known.ending.toOn >= about.today)
}

const saidAs = <As extends 'pupil' | 'guardian', T extends object>(as: As, people: readonly T[]) =>
  people.map((one) => ({ ...one, as }))

export const preview = action(previewPlan, async (context) => {
  const hands = handsOf(context)
  const plan = (await queries.planById(hands.tx, hands.schoolId, context.params.id)) ?? refuse('not_found')
  if (plan.state !== 'draft') refuse('year.not_a_draft')
  const reckoning = await reckonPlan(hands, plan)
  const { draft, about, reckoned, guardians, grades, mark, clocks } = reckoning
  const { begins, here, leavers, alreadyLeaving, withoutClass } = reckoned
  const everyone = [...begins, ...here].map(({ personId }) => personId)
  const ids = [...everyone, ...leavers, ...alreadyLeaving, ...withoutClass, ...guardians.map(({ id }) => id)]
  const people = await sortedPeople(hands, ids, about.school.locale)
  const among = (wanted: readonly string[]) => {
    const set = new Set(wanted)
    return people.filter(({ id }) => set.has(id))
  }
  const at = (rows: readonly { personId: string; targetId: string }[], targetId: string) =>
    among(rows.filter((row) => row.targetId === targetId).map(({ personId }) => personId))
  const [pupils, teachers] = [begins.filter(({ role }) => role === 'pupil'), begins.filter(({ role }) => role === 'teacher')]
  context.emit('year.previewed', { planId: plan.id, results: people.length })
  return {
    ...{ mark, problems: problemsOf(draft, about.known), warnings: await warningsFor(hands, reckoning) },
    counts: countsOf(reckoned, draft),
    classes: draft.targets.map(({ id, label, classId }) => ({
      ...{ targetId: id, label, isNew: classId === null, pupils: at(pupils, id), here: at(here, id) },
      teachers: at(teachers, id).map(({ display }) => display),
    })),
    leavers: [...saidAs('pupil', among(leavers)), ...saidAs('guardian', among(guardians.map(({ id }) => id)))],
    alreadyLeaving: among(alreadyLeaving),
    withoutClass: among(withoutClass),
    grades: gradesToSay(grades),
    gradesUnknown: among(grades.unknown),
    clocks: { ends: about.known.ending.toOn, ...daysOf(clocks) },
  }
})

const daysOf = ({ readsUntil, lockedFrom, recordsUntil, registerUntil }: Awaited<ReturnType<typeof ground.clocks>>) => ({
  ...{ readsUntil, lockedFrom, recordsUntil, registerUntil },
})

/** Says yes to what was shown: from here on a job does it, and begins again where it was interrupted. */
export const apply = action(applyPlan, async (context) => {
  const hands = handsOf(context)
  const { tx, schoolId, now } = hands
  const { body, params, actor } = context
  const plan = (await queries.heldPlan(tx, schoolId, params.id)) ?? refuse('not_found')
  if (plan.state !== 'draft') refuse('year.not_a_draft')
  const { draft, about, reckoned, guardians, grades, mark, clocks } = await reckonPlan(hands, plan)
  const problems = problemsOf(draft, about.known)
  if (problems.length > 0) refuse('year.has_problems', { problems })
  if (mark !== body.mark) refuse('year.changed_since')
  const { length } = reckoned.withoutClass
  if (length > 0 && body.withoutClass !== length) refuse('year.without_class', { withoutClass: length })
  const leaving = [...reckoned.leavers, ...guardians.map(({ id }) => id)]
  const standing = await ground.standingOf(tx, schoolId, leaving)
  const moves = movesOf({ draft, reckoned, standing, clocks, known: about.known })
  await moving.stage(tx, schoolId, plan.id, moves)
  await stageGrades(hands, plan.id, moves.length, grades.moves)
  const { placed, leaving: leavers } = countsOf(reckoned, draft)
  const counts = { placed, leaving: leavers, withoutClass: length }
  await queries.confirm(tx, schoolId, plan.id, {
    ...{ mark: Buffer.from(mark, 'hex'), counts, by: actor.personId, now, total: moves.length },
  })
  if (about.known.next) await moving.setYear(tx, schoolId, plan.id, about.known.next.id)
  await context.later('year.plan.carry_out', { planId: plan.id })
  context.emit('year.plan_confirmed', { planId: plan.id })
  return described((await queries.planById(tx, schoolId, plan.id)) ?? refuse('not_found'))
})
