import type { CalendarEntry } from '#contract/calendar.ts'
import { type Actor, as, asNobody, SessionEnded, type Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { schoolOf } from '#kernel/school.ts'
import { digestOf } from '#kernel/session.ts'
import { openNames } from '#modules/people/index.ts'
import { dayIn, daysLater } from './days.ts'
import * as queries from './entries.queries.ts'
import { childrenOf, feedAt, instantsOf } from './feeds.queries.ts'
import { type IcsEvent, icalendar } from './icalendar.ts'
import { entriesFor } from './reading.ts'

/** So many days back, and so many ahead. */
const BACK = 60
const AHEAD = 330

/** What a day and a time of a day are as instants, in the order of the entries. */
const eventsOf = async (
  tx: Tx,
  timeZone: string,
  entries: readonly CalendarEntry[],
  changed: ReadonlyMap<string, Date>,
  first: string,
) => {
  const timed = entries.filter(({ fromTime }) => fromTime !== null)
  const ends = timed.flatMap(({ fromOn, fromTime, toOn, toTime }) => [
    { on: fromOn, time: fromTime ?? '00:00' },
    { on: toOn, time: toTime ?? '00:00' },
  ])
  const instants = await instantsOf(tx, timeZone, ends)
  return entries.map(({ id, version, title, place, note, state, fromOn, toOn, fromTime }): IcsEvent => {
    const at = timed.findIndex((one) => one.id === id)
    return {
      ...{ uid: id, sequence: version - 1, changedAt: changed.get(id) ?? new Date(0), isCancelled: state === 'cancelled' },
      ...{ summary: first === '' ? title : `${first}: ${title}`, location: place, description: note },
      ...(fromTime === null
        ? { days: { from: fromOn, until: daysLater(toOn, 1) } }
        : { times: { from: instants[at * 2]!, until: instants[at * 2 + 1]! } }),
    }
  })
}

type Feed = { personId: string; pupilId: string; withName: boolean }

/** Of a name as it is shown, what somebody is called by. */
const firstName = ({ display, order }: { display: string; order: string }) => {
  const words = display.split(/[\s\u3000]+/u)
  return (order === 'family_first' ? words.at(-1) : words[0]) ?? ''
}

const write = async ({ vault, clock }: Installation, tx: Tx, schoolId: string, { personId, pupilId, withName }: Feed) => {
  const [children, places, { timeZone, name }] = await Promise.all([
    childrenOf(tx, schoolId),
    queries.placesOf(tx, null),
    schoolOf(tx),
  ])
  const child = children.find(({ id }) => id === pupilId)
  if (!child) return undefined // a court, an end, a birthday: it is their child's calendar no more
  const [names] = withName ? await openNames(tx, vault, schoolId, [child]) : []
  const today = dayIn(timeZone, clock.now())
  const audiences = places.flatMap(({ id, children: by }) => (pupilId === personId || by.includes(pupilId) ? [id] : []))
  const asked = { from: daysLater(today, -BACK), to: daysLater(today, AHEAD), audiences, authorId: null }
  const entries = await entriesFor({ tx, vault, schoolId }, asked)
  const changed = await queries.changedAt(
    tx,
    schoolId,
    entries.map(({ id }) => id),
  )
  const first = names ? firstName(names) : ''
  return icalendar(first === '' ? name : `${first} – ${name}`, await eventsOf(tx, timeZone, entries, changed, first))
}

/** The calendar at an address, read as the one who made it and through their walls; none where it leads nowhere. */
export const calendarAt = async (installation: Installation, schoolId: string, token: string): Promise<string | undefined> => {
  const feed = await asNobody(installation.db, (tx) => feedAt(tx, schoolId, digestOf(token)))
  if (!feed) return undefined
  const actor: Actor = {
    ...{ schoolId, personId: feed.personId, accountId: null, session: null },
    ...{ purpose: 'family_communication', requestId: uuidv7(), action: 'calendar.feed' },
  }
  return as(installation.db, actor, (tx) => write(installation, tx, schoolId, feed)).catch((error: unknown) => {
    if (error instanceof SessionEnded) return undefined // whoever may not come in may not have it fetched
    throw error
  })
}
