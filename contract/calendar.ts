import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant, line } from './endpoint.ts'
import { place, postPurposes, readers, readersByName } from './posts.ts'

/** What a family can say to an entry that asks. */
export const calendarAnswers = ['yes', 'no', 'perhaps'] as const
export type CalendarAnswer = (typeof calendarAnswers)[number]
/** What was cancelled stays as a line that says by whom and when. */
export const calendarStates = ['planned', 'cancelled'] as const

/** So many days can be asked for at once: a year, and the weeks around it. */
export const mostDays = 400
/** So long may one entry last. */
export const longestEntry = 62

/** A time of day where the school is. */
export const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))

/** Kept as it was typed. It is shown as text and nothing else. */
const text = (most: number) => z.string().check(z.maxLength(most))
/** Days and times are those of the school, wherever somebody reads them. Without times it is whole days, the last one included. */
const when = { fromOn: day, toOn: day, fromTime: z.nullable(timeOfDay), toTime: z.nullable(timeOfDay) }
const what = { title: line(200), place: z.nullable(line(200)), note: z.nullable(text(4000)) }
const content = { ...when, ...what, asksReply: z.boolean() }

const counts = z.object({ yes: z.int(), no: z.int(), perhaps: z.int(), waiting: z.int() })
const entry = z.object({
  id,
  version: z.int(),
  audience: id,
  ...when,
  title: z.string(),
  place: z.nullable(z.string()),
  note: z.nullable(z.string()),
  asksReply: z.boolean(),
  state: z.enum(calendarStates),
  author: z.nullable(z.object({ id, display: z.string() })),
  changedAt: z.nullable(instant),
  cancelled: z.nullable(z.object({ at: instant, by: z.nullable(z.string()) })),
  /** What was said of one's own children, or of oneself. */
  mine: z.array(z.object({ pupilId: id, answer: z.nullable(z.enum(calendarAnswers)), mayAnswer: z.boolean() })),
  /** For those who speak there: how many said what. */
  counts: z.nullable(counts),
  can: z.object({ change: z.boolean() }),
})
export type CalendarEntry = z.infer<typeof entry>

/** What is entered for whoever asks, from one day to another, with the children by whom. */
export const readCalendar = endpoint({
  name: 'calendar.read',
  method: 'GET',
  path: '/calendar',
  offline: true,
  purposes: postPurposes,
  query: z.object({ from: day, to: day, child: z.optional(id), audience: z.optional(id) }),
  output: z.object({
    entries: z.array(entry),
    audiences: z.array(z.extend(place, { children: z.array(id), readers })),
    timeZone: z.string(),
    today: day,
  }),
  errors: ['calendar.too_long'],
})

/** Enters something for a class, a group or the school. */
export const enterInCalendar = endpoint({
  name: 'calendar.enter',
  method: 'POST',
  path: '/calendar',
  purposes: postPurposes,
  body: z.object({ ...content, audience: id }),
  output: z.object({ id, version: z.int() }),
  errors: ['post.not_your_audience', 'calendar.ends_before', 'calendar.too_long'],
})

/** Changes an entry that one has read in this version; what it said before stays to be seen. */
export const changeInCalendar = endpoint({
  name: 'calendar.change',
  method: 'PUT',
  path: '/calendar/:id',
  purposes: postPurposes,
  params: byId,
  body: z.object(content),
  output: z.object({ id, version: z.int() }),
  errors: ['version_conflict', 'calendar.cancelled', 'calendar.ends_before', 'calendar.too_long'],
})

/** Cancels an entry: it stays in every calendar as cancelled. */
export const cancelInCalendar = endpoint({
  name: 'calendar.cancel',
  method: 'POST',
  path: '/calendar/:id/cancellation',
  purposes: postPurposes,
  params: byId,
  output: z.object({ id }),
  errors: ['calendar.cancelled'],
})

/** What an entry said before it was changed, newest first. */
export const readCalendarVersions = endpoint({
  name: 'calendar.versions',
  method: 'GET',
  path: '/calendar/:id/versions',
  purposes: postPurposes,
  params: byId,
  output: z.object({
    versions: z.array(z.object({ number: z.int(), by: z.nullable(z.string()), replacedAt: instant, ...when, title: z.string() })),
  }),
})

/** Who can see an entry, as the wall that serves it says at this moment. */
export const readCalendarReaders = endpoint({
  name: 'calendar.readers',
  method: 'GET',
  path: '/calendar/:id/readers',
  purposes: postPurposes,
  params: byId,
  output: readersByName,
})

/** Answers for oneself or a child; until the entry is over the answer can be changed. */
export const replyInCalendar = endpoint({
  name: 'calendar.reply',
  method: 'PUT',
  path: '/calendar/:id/replies',
  purposes: postPurposes,
  params: byId,
  body: z.object({ pupilId: id, answer: z.enum(calendarAnswers) }),
  output: z.object({ answer: z.enum(calendarAnswers) }),
  errors: ['calendar.asks_nothing', 'calendar.cancelled', 'calendar.over', 'calendar.not_yours'],
})

/** The calendars that one's own programs may read: one for each child, or for oneself. The addresses are shown once. */
export const listCalendarFeeds = endpoint({
  name: 'calendar.feed.list',
  method: 'GET',
  path: '/calendar-feeds',
  purposes: postPurposes,
  output: z.object({
    feeds: z.array(
      z.object({ pupilId: id, display: z.string(), id: z.nullable(id), madeAt: z.nullable(instant), withName: z.boolean() }),
    ),
  }),
})

/** Makes a new address for a child's calendar; one that there was leads nowhere from then on. */
export const makeCalendarFeed = endpoint({
  name: 'calendar.feed.make',
  method: 'POST',
  path: '/calendar-feeds',
  purposes: postPurposes,
  once: true,
  body: z.object({ pupilId: id, withName: z.boolean() }),
  output: z.object({ id, url: z.string() }),
  errors: ['calendar.not_yours'],
})

/** Ends an address: it answers as one that never was. */
export const endCalendarFeed = endpoint({
  name: 'calendar.feed.end',
  method: 'DELETE',
  path: '/calendar-feeds/:id',
  purposes: postPurposes,
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
})
