import { type CalendarEntry, mostDays, readCalendar, readCalendarReaders, readCalendarVersions } from '#contract/calendar.ts'
import { action } from '#kernel/action.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { type NamesByPerson, staffNamed } from '#modules/people/index.ts'
import { labelsOf, readersByName, readersOf } from '#modules/posts/index.ts'
import type { Vault } from '#vault/vault.ts'
import { dayIn } from './days.ts'
import * as queries from './entries.queries.ts'
import { calendarEntryTable, calendarVersionTable, type EntryContent } from './sealed.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }

/** As the contract says it: hours and minutes. */
const shortTime = (time: string | null) => time?.slice(0, 5) ?? null
const whenOf = ({ fromOn, toOn, fromTime, toTime }: queries.When) => ({
  fromOn,
  toOn,
  fromTime: shortTime(fromTime),
  toTime: shortTime(toTime),
})

type Around = {
  texts: ReadonlyMap<string, EntryContent>
  names: NamesByPerson
  answers: Awaited<ReturnType<typeof queries.answersOf>>
  counts: Awaited<ReturnType<typeof queries.countsOf>>
  voices: readonly string[]
}

const shown = (row: queries.EntryRow, { texts, names, answers, counts, voices }: Around): CalendarEntry => {
  const { id, version, audienceId: audience, asksReply } = row
  const { title = '', place = null, note = null } = texts.get(id) ?? {}
  const counted = counts.find(({ entryId }) => entryId === id)
  const isPlanned = row.state === 'planned'
  return {
    ...{ id, version, audience, ...whenOf(row), title, place, note, asksReply },
    state: isPlanned ? 'planned' : 'cancelled',
    author: names.someone(row.authorId),
    changedAt: isPlanned && row.version > 1 ? row.changedAt.toISOString() : null,
    cancelled: row.cancelledAt ? { at: row.cancelledAt.toISOString(), by: names.display(row.cancelledBy) } : null,
    mine: asksReply ? answers.flatMap(({ entryId, ...mine }) => (entryId === id ? [mine] : [])) : [],
    counts:
      asksReply && counted ? { yes: counted.yes, no: counted.no, perhaps: counted.perhaps, waiting: counted.waiting } : null,
    can: { change: isPlanned && voices.includes(audience) },
  }
}

const around = async (hands: Hands, rows: readonly queries.EntryRow[]): Promise<Around> => {
  const { tx, vault, schoolId } = hands
  const asking = rows.flatMap(({ id, asksReply }) => (asksReply ? [id] : []))
  const [opened, names, answers, counts, voices] = await Promise.all([
    vault.openSurviving(tx, schoolId, calendarEntryTable, rows),
    staffNamed(
      hands,
      rows.flatMap(({ authorId, cancelledBy }) => [authorId, cancelledBy]),
    ),
    asking.length > 0 ? queries.answersOf(tx, schoolId, asking) : [],
    asking.length > 0 ? queries.countsOf(tx, asking) : [],
    queries.voicesAmong(tx, [...new Set(rows.map(({ audienceId }) => audienceId))]),
  ])
  const texts = new Map(rows.flatMap(({ id }, nth) => (opened[nth] ? [[id, opened[nth]] as const] : [])))
  return { texts, names, answers, counts, voices }
}

const labelled = async ({ tx, vault, schoolId }: Hands, places: Awaited<ReturnType<typeof queries.placesOf>>, now: Date) => {
  const [labels, counted] = await Promise.all([
    labelsOf({ tx, vault, schoolId }, places),
    readersOf(
      { tx, vault, now },
      places.map(({ id }) => id),
    ),
  ])
  return places.map(({ id, kind, targetId, children }) => ({
    ...{ id, kind, children, label: labels.get(targetId) ?? null, classId: kind === 'class' ? targetId : null },
    readers: counted.get(id) ?? { staff: 0, pupils: 0, guardians: 0 },
  }))
}

const isTooLong = (from: string, to: string) => to < from || Date.parse(to) - Date.parse(from) > mostDays * 86_400_000

/** What is entered in some days for whoever belongs to these places; `authorId`: and what that person entered elsewhere. */
export const entriesFor = async (hands: Hands, asked: Parameters<typeof queries.entriesIn>[2]): Promise<CalendarEntry[]> => {
  const rows = await queries.entriesIn(hands.tx, hands.schoolId, asked)
  const more = await around(hands, rows)
  return rows.map((row) => shown(row, more))
}

const chosen = (
  places: Awaited<ReturnType<typeof queries.placesOf>>,
  { child, audience }: { child?: string | undefined; audience?: string | undefined },
) => places.filter(({ id, children }) => (child ? children.includes(child) : true) && (audience ? id === audience : true))

const ownElsewhere = ({ personId }: Actor, { child, audience }: { child?: string | undefined; audience?: string | undefined }) =>
  child || audience ? null : personId

export const read = action(readCalendar, async ({ tx, actor, vault, query, now }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const { from, to } = query
  if (isTooLong(from, to)) refuse('calendar.too_long')
  const [places, { timeZone }] = await Promise.all([queries.placesOf(tx, query.audience ?? null), schoolOf(tx)])
  const audiences = chosen(places, query).map(({ id }) => id)
  const [entries, audiencesShown] = await Promise.all([
    entriesFor(hands, { from, to, audiences, authorId: ownElsewhere(actor, query) }),
    labelled(hands, places, now),
  ])
  return { entries, audiences: audiencesShown, timeZone, today: dayIn(timeZone, now) }
})

export const versions = action(readCalendarVersions, async ({ tx, actor, vault, params }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const rows = await queries.versionsOf(tx, hands.schoolId, params.id)
  const [texts, { display }] = await Promise.all([
    vault.open(tx, hands.schoolId, calendarVersionTable, rows),
    staffNamed(
      hands,
      rows.map(({ writtenBy }) => writtenBy),
    ),
  ])
  return {
    versions: rows.map((row, nth) => ({
      ...{ number: row.number, by: display(row.writtenBy), replacedAt: row.replacedAt.toISOString() },
      ...whenOf(row),
      title: texts[nth]?.title ?? '',
    })),
  }
})

export const readers = action(readCalendarReaders, async ({ tx, actor, vault, params }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const row = (await queries.entryById(tx, hands.schoolId, params.id)) ?? refuse('not_found')
  return readersByName(hands, [row.audienceId])
})
