import { cancelInCalendar, changeInCalendar, enterInCalendar, longestEntry } from '#contract/calendar.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn, yearBegins } from '#kernel/school.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './entries.queries.ts'
import { remindLater } from './reminding.ts'
import { calendarEntryTable, calendarVersionTable, classLife, type EntryContent } from './sealed.ts'

const DAY = 86_400_000

/** What ends before it begins, or begins and has no end, is nothing that can be entered. */
const whenOf = ({ fromOn, toOn, fromTime, toTime }: queries.When): queries.When => {
  const isHalf = (fromTime === null) !== (toTime === null)
  const endsBefore = toOn < fromOn || (toOn === fromOn && fromTime !== null && toTime !== null && toTime <= fromTime)
  if (isHalf || endsBefore) refuse('calendar.ends_before')
  if (Date.parse(toOn) - Date.parse(fromOn) > longestEntry * DAY) refuse('calendar.too_long')
  return { fromOn, toOn, fromTime, toTime }
}

const contentOf = ({ title, place, note }: EntryContent): EntryContent => ({ title, place, note: note?.trim() ? note : null })

export const enter = action(enterInCalendar, async ({ tx, actor, vault, body, now, emit, later }) => {
  const [schoolId, authorId, id] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const when = whenOf(body)
  const [year, voices] = await Promise.all([schoolYearOn(tx, schoolId, now), queries.voicesAmong(tx, [body.audience])])
  if (voices.length === 0) refuse('post.not_your_audience')
  const owners = await vault.epoch(tx, schoolId, classLife, year.fromOn)
  const [sealed] = await vault.seal(tx, schoolId, calendarEntryTable.table, [{ id, owners, content: contentOf(body) }])
  const row = { schoolId, id, schoolYearId: year.id, audienceId: body.audience, authorId, asksReply: body.asksReply }
  await queries.insertEntry(tx, { ...row, ...when, createdAt: now, sealed: sealed! })
  emit('calendar.entered', { entryId: id, audienceId: body.audience }, { audience: body.audience })
  await remindLater({ tx, now, later }, { id, version: 1 })
  return { id, version: 1 }
})

type Hands = { tx: Tx; vault: Vault; schoolId: string }

/** Seals the new content, and what it said as a version, under the year that the entry belongs to. */
const replace = async ({ tx, vault, schoolId }: Hands, row: queries.EntryRow, content: EntryContent, now: Date) => {
  const [before] = await vault.open(tx, schoolId, calendarEntryTable, [row])
  const owners = await vault.epoch(tx, schoolId, classLife, await yearBegins(tx, schoolId, row.schoolYearId))
  const id = uuidv7()
  const [[sealed], [old]] = await Promise.all([
    vault.seal(tx, schoolId, calendarEntryTable.table, [{ id: row.id, owners, content }]),
    vault.seal(tx, schoolId, calendarVersionTable.table, [
      { id, owners, content: before ?? { title: '', place: null, note: null } },
    ]),
  ])
  const { fromOn, toOn, fromTime, toTime } = row
  const version = { schoolId, id, entryId: row.id, number: row.version, writtenBy: row.authorId, replacedAt: now }
  return { sealed: sealed!, keep: () => queries.keepVersion(tx, { ...version, fromOn, toOn, fromTime, toTime, sealed: old! }) }
}

export const change = action(changeInCalendar, async ({ tx, actor, vault, params, body, version, now, emit, later }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const row = (await queries.entryById(tx, hands.schoolId, params.id)) ?? refuse('not_found')
  if (row.state === 'cancelled') refuse('calendar.cancelled')
  if (version === undefined) refuse('invalid_input', { fields: [{ in: 'header', field: 'if-match', problem: 'missing' }] })
  if (version !== row.version) refuse('version_conflict', { version: row.version })
  const when = whenOf(body)
  const { sealed, keep } = await replace(hands, row, contentOf(body), now)
  const to = { ...when, asksReply: body.asksReply, sealed, changedAt: now }
  const changed = (await queries.changeEntry(tx, hands.schoolId, row.id, row.version, to)) ?? refuse('version_conflict')
  await keep()
  const audience = row.audienceId
  emit('calendar.changed', { entryId: row.id, audienceId: audience, version: changed.version }, { audience })
  await remindLater({ tx, now, later }, changed)
  return { id: row.id, version: changed.version }
})

export const cancel = action(cancelInCalendar, async ({ tx, actor, params, now, emit }) => {
  const row = await queries.cancelEntry(tx, actor.schoolId!, params.id, actor.personId ?? nobody, now)
  if (!row) return refuse('calendar.cancelled')
  const audience = row.audienceId
  emit('calendar.cancelled', { entryId: row.id, audienceId: audience }, { audience })
  return { id: row.id }
})
