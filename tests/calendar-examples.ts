import { enterInCalendar, makeCalendarFeed } from '#contract/calendar.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'
import { place6B } from './post-examples.ts'

const entry = {
  title: 'Piscine',
  place: null,
  note: null,
  fromOn: '2030-01-07',
  toOn: '2030-01-07',
  fromTime: '08:30',
  toTime: '10:00',
  asksReply: true,
}
/** What Rosa has entered for 6B. */
const entryOf = async (stage: Stage) => {
  const { body } = await stage.people.rosa.ask(enterInCalendar, { body: { ...entry, audience: await place6B(stage) } })
  return `${body['id']}`
}
/** Of which people are to be reminded. */
export const dueEntry = async (stage: Stage) => ({ entryId: await entryOf(stage), version: '1' })
const onEntry: Example = async (stage) => ({ params: { id: await entryOf(stage) } })

/** What stands in calendars: of each endpoint a question that makes sense. */
export const calendarExamples: Readonly<Record<string, Example>> = {
  'calendar.read': () => ({ query: { from: '2030-01-01', to: '2030-01-31' } }),
  'calendar.enter': async (stage) => ({ body: { ...entry, audience: await place6B(stage) } }),
  'calendar.change': async (stage) => ({ params: { id: await entryOf(stage) }, body: entry, headers: { 'if-match': '"1"' } }),
  'calendar.cancel': onEntry,
  'calendar.versions': onEntry,
  'calendar.readers': onEntry,
  'calendar.reply': async (stage) => ({
    params: { id: await entryOf(stage) },
    body: { pupilId: stage.people.noor.id, answer: 'yes' },
  }),
  'calendar.feed.list': () => ({}),
  'calendar.feed.make': ({ people }) => ({ body: { pupilId: people.noor.id, withName: false } }),
  'calendar.feed.end': async ({ people }) => {
    const { body } = await people.amal.ask(makeCalendarFeed, { body: { pupilId: people.noor.id, withName: false } })
    return { params: { id: `${body['id']}` } }
  },
}
