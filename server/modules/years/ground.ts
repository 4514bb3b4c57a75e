import type { PlanDraft } from '#contract/year-plans.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import type { Vault } from '#vault/vault.ts'
import type { Known } from './checking.ts'
import * as queries from './ground.queries.ts'
import type { planById } from './plans.queries.ts'
import * as plans from './plans.queries.ts'
import type { Ground } from './reckoning.ts'
import { yearPlanTable } from './sealed.ts'

export type Hands = { tx: Tx; vault: Vault; schoolId: string; now: Date }
export type Plan = NonNullable<Awaited<ReturnType<typeof planById>>>

/** The year that ends next: the last one begun, unless places of the one before are still open. */
export const endingYear = async ({ tx, schoolId }: Hands, years: readonly queries.Year[], today: string) => {
  const begun = years.filter(({ fromOn }) => fromOn <= today)
  const [last, before] = [begun.at(-1) ?? years[0], begun.at(-2)]
  if (before && (await queries.hasOpenPlaces(tx, schoolId, before.id))) return before
  return last
}

/** The school as a plan finds it. */
export const schoolFor = async (hands: Hands) => {
  const [school, years] = await Promise.all([schoolOf(hands.tx), queries.years(hands.tx, hands.schoolId)])
  return { school, years, today: schoolDay(hands.now, school.timeZone) }
}

const labelled = async ({ tx, vault, schoolId }: Hands, yearId: string | undefined) => {
  const rows = yearId ? await queries.classesOf(tx, schoolId, yearId) : []
  const opened = await vault.open(tx, schoolId, classTable, rows)
  return rows.map(({ id }, nth) => ({ id, label: opened[nth]?.label ?? '' }))
}

/** Everything about the year that ends and the one after it. `planId`'s own year, once it is made, is no other year. */
export const groundFor = async (hands: Hands, endingId: string) => {
  const { tx, schoolId } = hands
  const { school, years, today } = await schoolFor(hands)
  const ending = years.find(({ id }) => id === endingId) ?? refuse('year.none')
  const next = years.find(({ fromOn }) => fromOn > ending.toOn)
  const [classes, nextClasses] = [await labelled(hands, ending.id), await labelled(hands, next?.id)]
  const places = await queries.placesOf(tx, schoolId, ending.id, today)
  const nextPlaces = next ? await queries.placesOf(tx, schoolId, next.id, next.fromOn) : []
  const pupils = await queries.pupilsOf(
    tx,
    schoolId,
    places.filter(({ role }) => role === 'pupil').map(({ personId }) => personId),
  )
  const known: Known = {
    ...{ ending, next, years },
    classIds: new Set(classes.map(({ id }) => id)),
    nextClassIds: new Set(nextClasses.map(({ id }) => id)),
  }
  const ground: Ground = { ending, places, nextPlaces, pupils }
  return { school, today, known, ground, classes, nextClasses }
}

/** What has been typed so far. */
export const draftOf = async ({ tx, vault, schoolId }: Hands, plan: Plan): Promise<PlanDraft> => {
  const [content] = await vault.open(tx, schoolId, yearPlanTable, [plan])
  const people = await plans.peopleOf(tx, schoolId, plan.id)
  const { targets, classes } = content ?? refuse('not_found')
  return {
    ...{ fromOn: plan.fromOn, toOn: plan.toOn, keepDays: plan.keepDays, targets, classes },
    pupils: people.flatMap(({ personId, fate, targetId }) => (fate === 'teaches' ? [] : [{ personId, fate, targetId }])),
    teachers: people.flatMap(({ personId, fate, targetId }) => (fate === 'teaches' && targetId ? [{ personId, targetId }] : [])),
  }
}
