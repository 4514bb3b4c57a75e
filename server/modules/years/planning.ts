import { type PlanDraft, usualKeepDays } from '#contract/year-plans.ts'
import { beginPlan, discardPlan, readPlan, readPlanProgress, readYears, savePlan } from '#contract/years.ts'
import { action, type Context } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { collatorOf, openNames, sealedPeople } from '#modules/people/index.ts'
import { snapshot } from '#vault/owners.ts'
import { problemsOf, refusalsOf } from './checking.ts'
import { described } from './describing.ts'
import * as ground from './ground.queries.ts'
import { draftOf, endingYear, groundFor, type Hands, schoolFor } from './ground.ts'
import * as queries from './plans.queries.ts'
import { nextDates, propose } from './proposing.ts'
import { yearPlanTable } from './sealed.ts'

/** What the actions of this room have in their hands. */
export const handsOf = ({
  tx,
  vault,
  actor,
  now,
}: Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'vault' | 'actor' | 'now'>): Hands => ({
  ...{ tx, vault, now, schoolId: actor.schoolId ?? refuse('not_found') },
})

export const overview = action(readYears, async (context) => {
  const hands = handsOf(context)
  const { years, today } = await schoolFor(hands)
  const current = await endingYear(hands, years, today)
  const plans = await queries.plans(hands.tx, hands.schoolId)
  const next = current && years.find(({ fromOn }) => fromOn > current.toOn)
  const turned = plans.find(
    ({ state, toYearId }) => state === 'applied' && years.some(({ id, toOn }) => id === toYearId && toOn >= today),
  )
  const withoutPlace = turned?.toYearId ? await ground.withoutPlace(hands.tx, hands.schoolId, turned.toYearId, today) : 0
  return { current: current ?? null, next: next ?? null, plans: plans.map(described), withoutPlace }
})

const seal = async ({ tx, vault, schoolId }: Hands, id: string, { targets, classes }: Pick<PlanDraft, 'targets' | 'classes'>) =>
  (await vault.seal(tx, schoolId, yearPlanTable.table, [{ id, owners: snapshot(id), content: { targets, classes } }]))[0] ??
  refuse('internal')

export const begin = action(beginPlan, async (context) => {
  const hands = handsOf(context)
  const { tx, schoolId, now } = hands
  const { years, today } = await schoolFor(hands)
  const ending = (await endingYear(hands, years, today)) ?? refuse('year.none')
  const { classes, nextClasses, known, ground: found } = await groundFor(hands, ending.id)
  const teachers = found.places.filter(({ role }) => role === 'teacher')
  const proposal = propose({ classes, nextClasses, teachers })
  const { fromOn, toOn } = known.next ?? nextDates(ending)
  const id = uuidv7()
  const sealed = await seal(hands, id, proposal)
  const plan = { schoolId, id, fromYearId: ending.id, fromOn, toOn, keepDays: usualKeepDays, sealed, madeAt: now }
  if (!(await queries.insertPlan(tx, { ...plan, madeBy: context.actor.personId }))) refuse('year.plan_open')
  await queries.insertPeople(tx, schoolId, id, { pupils: [], teachers: proposal.teachers })
  context.emit('year.plan_begun', { planId: id })
  return { id }
})

const named = async ({ tx, vault, schoolId }: Hands, rows: { id: string; sealed: Buffer }[]) => {
  const names = await openNames(tx, vault, schoolId, rows)
  return new Map(rows.map(({ id }, nth) => [id, { id, display: names[nth]?.display ?? '', sort: names[nth]?.sort ?? '' }]))
}

/** The names of people, in the order in which the school sorts them. */
export const sortedPeople = async (hands: Hands, ids: readonly string[], locale: string) => {
  const names = await named(hands, await sealedPeople(hands.tx, hands.schoolId, ids))
  const { compare } = collatorOf(locale)
  return [...names.values()].sort((a, b) => compare(a.sort, b.sort))
}

export const read = action(readPlan, async (context) => {
  const hands = handsOf(context)
  const plan = (await queries.planById(hands.tx, hands.schoolId, context.params.id)) ?? refuse('not_found')
  const draft = await draftOf(hands, plan)
  const { school, known, classes, nextClasses, ground: found } = await groundFor(hands, plan.fromYearId)
  const { compare } = collatorOf(school.locale)
  const staff = await ground.staff(hands.tx, hands.schoolId)
  const people = await sortedPeople(
    hands,
    [...found.pupils.map(({ id }) => id), ...staff.map(({ id }) => id), ...found.places.map(({ personId }) => personId)],
    school.locale,
  )
  const names = new Map(people.map(({ id, display }) => [id, display]))
  const placesOf = Map.groupBy(found.places, ({ classId }) => classId)
  const classesOf = Map.groupBy(
    found.places.filter(({ role }) => role === 'pupil'),
    ({ personId }) => personId,
  )
  const [pupils, teaching] = [new Set(found.pupils.map(({ id }) => id)), new Set(staff.map(({ id }) => id))]
  context.emit('directory.searched', { results: people.length })
  return {
    ...described(plan),
    ...{ version: plan.version, ending: known.ending, draft, next: nextClasses, problems: problemsOf(draft, known) },
    classes: classes
      .map(({ id, label }) => {
        const places = placesOf.get(id) ?? []
        const teachers = places.flatMap(({ role, personId }) => (role === 'pupil' ? [] : [names.get(personId) ?? '']))
        return { id, label, pupils: places.filter(({ role }) => role === 'pupil').length, teachers }
      })
      .sort((a, b) => compare(a.label, b.label)),
    pupils: people
      .filter(({ id }) => pupils.has(id))
      .map((one) => ({ ...one, classes: (classesOf.get(one.id) ?? []).map(({ classId }) => classId) })),
    staff: people.filter(({ id }) => teaching.has(id)),
  }
})

export const save = action(savePlan, async (context) => {
  const hands = handsOf(context)
  const { tx, schoolId, now } = hands
  const { body: draft, params, version } = context
  const plan = (await queries.planById(tx, schoolId, params.id)) ?? refuse('not_found')
  if (plan.state !== 'draft') refuse('year.not_a_draft')
  const { known } = await groundFor(hands, plan.fromYearId)
  const named = [...draft.pupils, ...draft.teachers].map(({ personId }) => personId)
  const people = new Set((await sealedPeople(tx, schoolId, named)).map(({ id }) => id))
  const refused = refusalsOf(draft, known, people)
  if (refused.length > 0) refuse('year.refused', { problems: refused })
  const { fromOn, toOn, keepDays } = draft
  const sealed = await seal(hands, plan.id, draft)
  const saved = await queries.savePlan(tx, schoolId, plan.id, version, { fromOn, toOn, keepDays, sealed, now })
  if (!saved) return refuse('version_conflict', { version: plan.version })
  await queries.clearPeople(tx, schoolId, plan.id)
  await queries.insertPeople(tx, schoolId, plan.id, draft)
  context.emit('year.plan_saved', { planId: plan.id })
  return { version: saved.version, problems: problemsOf(draft, known) }
})

export const progress = action(readPlanProgress, async (context) => {
  const { tx, schoolId } = handsOf(context)
  return described((await queries.planById(tx, schoolId, context.params.id)) ?? refuse('not_found'))
})

export const discard = action(discardPlan, async (context) => {
  const { tx, schoolId, now } = handsOf(context)
  const { id } = (await queries.discardPlan(tx, schoolId, context.params.id, now)) ?? refuse('year.not_a_draft')
  await queries.clearPeople(tx, schoolId, id)
  context.emit('year.plan_discarded', { planId: id })
  return { id }
})
