import {
  countRestricted,
  endRestriction,
  liftRestriction,
  listRestrictions,
  NOTICE_DAYS,
  type RestrictablePart,
} from '#contract/restricting.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Unit } from '#kernel/job.ts'
import type { DataMap } from '#kernel/personal-data.ts'
import { schoolOf } from '#kernel/school.ts'
import { tablesOf } from '#modules/privacy/index.ts'
import * as queries from './restrictions.queries.ts'
import { namesOf } from './showing.ts'

const DAY_MS = 86_400_000

type Granted = {
  schoolId: string
  personId: string
  requestId: string
  parts: RestrictablePart[] | undefined
  by: string
  now: Date
}

/** Carries out what was granted: from this transaction on the rows are served for no other purpose. */
export const restrict = async (tx: Tx, map: DataMap, emit: Emit, granted: Granted): Promise<void> => {
  const { schoolId, personId, requestId, by, now } = granted
  const [id, parts] = [uuidv7(), granted.parts ? [...new Set(granted.parts)] : null]
  const tables = parts ? tablesOf(map, parts) : null
  await queries.insertRestriction(tx, { schoolId, id, personId, requestId, parts, tables, fromAt: now, madeBy: by })
  emit('rights.restricted', { restrictionId: id, isWhole: parts === null }, { subject: personId, own: true })
}

export const list = action(listRestrictions, async ({ tx, actor, vault, now, emit }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.liveRestrictions(tx, schoolId, now)
  const people = rows.map(({ personId }) => personId)
  const named = await namesOf(tx, vault, schoolId, people)
  emit('rights.restrictions_read', {})
  const restrictions = rows.map(({ id, personId, parts, fromAt, liftsAt, answers }) => ({
    ...{ id, person: named(personId), parts, fromAt: fromAt.toISOString() },
    ...{ liftsAt: liftsAt?.toISOString() ?? null, canLift: answers && liftsAt === null },
  }))
  return { restrictions }
})

type Hands = Pick<Unit, 'tx' | 'actor' | 'now' | 'emit' | 'later'>

/** Ends a restriction so many days from now: those whom it concerns are told first, those who received the data when it ends. */
const announce = async ({ tx, actor, now, emit, later }: Hands, id: string): Promise<Date> => {
  const liftsAt = new Date(now.getTime() + NOTICE_DAYS * DAY_MS)
  const ending = { schoolId: actor.schoolId!, id, at: now, by: actor.personId ?? nobody, liftsAt }
  const found = (await queries.endRestrictionAt(tx, ending)) ?? refuse('rights.already_closed')
  emit('rights.restriction_lifting', { restrictionId: id, requestId: found.requestId ?? nobody }, { subject: found.personId })
  await later('rights.tell_of_lifting', { restriction: id }, { afterSeconds: NOTICE_DAYS * 86_400 + 60 })
  return liftsAt
}

export const lift = action(liftRestriction, async ({ params: { id }, ...hands }) => {
  const liftsAt = await announce(hands, id)
  const [{ timeZone }, told] = [await schoolOf(hands.tx), await queries.reaches(hands.tx, id)]
  return { liftsAt: liftsAt.toISOString(), on: schoolDay(liftsAt, timeZone), told }
})

export const end = action(endRestriction, async ({ params: { id }, ...hands }) => {
  const { tx, actor, now, emit, later } = hands
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  if ((await queries.askerOf(tx, schoolId, id)) !== by) return { liftsAt: (await announce(hands, id)).toISOString() }
  const ending = { schoolId, id, at: now, by, liftsAt: now }
  const found = (await queries.endRestrictionAt(tx, ending)) ?? refuse('rights.already_closed')
  emit('rights.restriction_ended', { restrictionId: id }, { subject: found.personId, own: true })
  await later('rights.tell_of_lifting', { restriction: id })
  return { liftsAt: now.toISOString() }
})

export const here = action(countRestricted, async ({ tx, actor }) => ({
  people: await queries.restrictedHere(tx, actor.schoolId!),
}))
