import {
  addContact,
  addFetching,
  changeContact,
  changeFetching,
  endContact,
  endFetching,
  mostAdults,
} from '#contract/family-adults.ts'
import { action } from '#kernel/action.ts'
import { changing } from '#kernel/changes.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { type Adult, emergencyContactTable, pickUpAdultTable } from '#modules/people/index.ts'
import { person } from '#vault/owners.ts'
import type { SealedTable } from '#vault/tables.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './naming.queries.ts'

/** What was typed, without what was left empty. */
const contentOf = ({ name, phone, relation, note }: { [K in keyof Adult]: Adult[K] | undefined } & { name: string }): Adult => ({
  ...{ name, ...(phone && { phone }), ...(relation && { relation }), ...(note && { note }) },
})

type Hands = { tx: Tx; vault: Vault; schoolId: string }

const seal = async ({ tx, vault, schoolId }: Hands, of: SealedTable<Adult>, id: string, pupilId: string, content: Adult) =>
  (await vault.seal(tx, schoolId, of.table, [{ id, owners: person(pupilId), content }]))[0]!

type Row = { id: string; pupilId: string; sealed: Buffer }

/** The row with what is said now; where that is the same, as it was. The log of changes is told which fields are another thing. */
const sealAnew = async (hands: Hands, of: SealedTable<Adult>, row: Row, to: Adult) => {
  const { tx, vault, schoolId } = hands
  const [was] = await vault.open(tx, schoolId, of, [row])
  const fields = (['name', 'phone', 'relation', 'note'] as const).filter((field) => was?.[field] !== to[field])
  if (fields.length === 0) return row.sealed
  const sealed = await seal(hands, of, row.id, row.pupilId, to)
  await changing(tx, of, fields)
  return sealed
}

/** Who may name somebody, and for whom: a pupil, and not without end. */
const roomFor = async (tx: Tx, table: 'emergency_contact' | 'pick_up_adult', pupilId: string) => {
  const { count, isPupil, isOffice } = await queries.before(tx, table, pupilId)
  if (!isPupil) refuse('adult.not_a_pupil')
  if (count >= mostAdults) refuse('adult.too_many')
  return isOffice ? 'office' : 'guardian'
}

/** The row as the writer has seen it. */
const asSeen = <R extends { version: number }>(row: R | undefined, version: number | undefined): R => {
  const found = row ?? refuse('not_found')
  if (version !== undefined && version !== found.version) refuse('version_conflict', { version: found.version })
  return found
}

/** The days on which somebody may fetch: the first one is today where nobody says otherwise, and none of them is over already. */
const daysOf = (said: { from?: string | undefined; until?: string | null | undefined }, first: string, today: string) => {
  const [fromOn, untilOn] = [said.from ?? first, said.until ?? null]
  if (untilOn !== null && (untilOn < fromOn || untilOn < today)) refuse('adult.days')
  return { fromOn, untilOn }
}
const todayIn = async (tx: Tx, now: Date) => schoolDay(now, (await schoolOf(tx)).timeZone)

export const add = action(addContact, async ({ tx, actor, vault, params, body, now, emit }) => {
  const [schoolId, id, pupilId] = [actor.schoolId!, uuidv7(), params.id]
  const source = await roomFor(tx, 'emergency_contact', pupilId)
  const sealed = await seal({ tx, vault, schoolId }, emergencyContactTable, id, pupilId, contentOf(body))
  await queries.insertContact(tx, { schoolId, id, pupilId, source, sealed }, { now, by: actor.personId! })
  emit('family.adults_changed', { adultId: id, list: 'contacts', change: 'named' }, { subject: pupilId })
  return { id, version: 1 }
})

export const change = action(changeContact, async ({ tx, actor, vault, params, body, version, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const row = asSeen(await queries.contactById(tx, hands.schoolId, params.id), version)
  const sealed = await sealAnew(hands, emergencyContactTable, row, contentOf(body))
  const read = { schoolId: hands.schoolId, id: row.id, version: row.version }
  const changed = (await queries.setContact(tx, read, sealed)) ?? refuse('version_conflict')
  emit('family.adults_changed', { adultId: row.id, list: 'contacts', change: 'changed' }, { subject: row.pupilId })
  return { id: row.id, version: changed.version }
})

export const end = action(endContact, async ({ tx, actor, params, version, emit }) => {
  const schoolId = actor.schoolId!
  const { id, pupilId, version: read } = asSeen(await queries.contactById(tx, schoolId, params.id), version)
  const ended = (await queries.deleteContact(tx, { schoolId, id, version: read })) ?? refuse('version_conflict')
  emit('family.adults_changed', { adultId: id, list: 'contacts', change: 'ended' }, { subject: pupilId })
  return ended
})

export const addOne = action(addFetching, async ({ tx, actor, vault, params, body, now, emit }) => {
  const [schoolId, id, pupilId] = [actor.schoolId!, uuidv7(), params.id]
  const source = await roomFor(tx, 'pick_up_adult', pupilId)
  const today = await todayIn(tx, now)
  const days = daysOf(body, today, today)
  const sealed = await seal({ tx, vault, schoolId }, pickUpAdultTable, id, pupilId, contentOf(body))
  await queries.insertFetching(tx, { schoolId, id, pupilId, source, sealed, ...days }, { now, by: actor.personId! })
  emit('family.adults_changed', { adultId: id, list: 'fetching', change: 'named' }, { subject: pupilId })
  return { id, version: 1 }
})

export const changeOne = action(changeFetching, async ({ tx, actor, vault, params, body, version, now, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const row = asSeen(await queries.fetchingById(tx, hands.schoolId, params.id), version)
  const days = daysOf(body, row.fromOn, await todayIn(tx, now))
  const sealed = await sealAnew(hands, pickUpAdultTable, row, contentOf(body))
  const read = { schoolId: hands.schoolId, id: row.id, version: row.version }
  const changed = (await queries.setFetching(tx, read, { sealed, ...days })) ?? refuse('version_conflict')
  emit('family.adults_changed', { adultId: row.id, list: 'fetching', change: 'changed' }, { subject: row.pupilId })
  return { id: row.id, version: changed.version }
})

export const endOne = action(endFetching, async ({ tx, actor, params, version, now, emit }) => {
  const schoolId = actor.schoolId!
  const { id, pupilId, fromOn, version: read } = asSeen(await queries.fetchingById(tx, schoolId, params.id), version)
  const [today, row] = [await todayIn(tx, now), { schoolId, id, version: read }]
  const ended = fromOn < today ? await queries.closeFetching(tx, row, today) : await queries.deleteFetching(tx, row)
  if (!ended) refuse('version_conflict')
  emit('family.adults_changed', { adultId: id, list: 'fetching', change: 'ended' }, { subject: pupilId })
  return { id }
})
