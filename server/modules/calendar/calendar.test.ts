import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type CalendarEntry,
  cancelInCalendar,
  changeInCalendar,
  endCalendarFeed,
  enterInCalendar,
  listCalendarFeeds,
  makeCalendarFeed,
  readCalendar,
  readCalendarReaders,
  readCalendarVersions,
  replyInCalendar,
} from '#contract/calendar.ts'
import { presets } from '#contract/families.ts'
import { suspendPerson } from '#contract/grants.ts'
import { listVoices } from '#contract/posts.ts'
import { asSchool } from '#kernel/system.ts'
import { dayInParis } from '#tests/days.ts'
import { nasty } from '#tests/nasty.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { daysLater } from './days.ts'

let world: World
const cast: Record<string, Person> = {}
const place: Record<string, string> = {}
const today = dayInParis()
const inDays = (days: number) => daysLater(today, days)

beforeAll(async () => {
  world = await openWorld()
  const people = [
    ['rosa', 'Rosa Roy', 'teacher'],
    ['otto', 'Otto Lindqvist', 'teacher'],
    ['ines', 'Inès Caron', 'head'],
    ['amal', 'Amal Benali', 'guardian'],
    ['bilal', 'Bilal Haddad', 'guardian'],
    ['eva', 'Eva Ek', 'guardian'],
    ['noor', 'Noor Benali', 'pupil'],
    ['sami', 'Sami Benali', 'pupil'],
    ['ben', 'Ben Ek', 'pupil'],
  ] as const
  for (const [key, name, role] of people) cast[key] = await person(world, { name, role })
  const { rosa, otto, noor, sami, ben, amal, bilal, eva, ines } = cast as Record<(typeof people)[number][0], Person>
  await classOf(world, '6B', [rosa], [noor])
  await classOf(world, '4A', [otto], [sami, ben])
  for (const child of [noor, sami]) await guard(world, amal, child)
  await guard(world, bilal, noor)
  await guard(world, eva, ben)
  const { body } = await ines.ask(listVoices)
  for (const { id, label } of body['audiences'] as { id: string; label: string | null }[]) place[label ?? 'school'] = id
})
afterAll(() => world.close())

const who = (name: string) => cast[name]!
const swimming = { title: 'Piscine', place: 'Centre nautique', note: 'Bonnet, serviette.', asksReply: true }
const morning = { fromOn: inDays(5), toOn: inDays(5), fromTime: '08:30', toTime: '10:00' }
const wholeDay = { fromOn: inDays(9), toOn: inDays(11), fromTime: null, toTime: null }
const enters = async (name: string, where: string, more: object = {}) =>
  who(name).ask(enterInCalendar, { body: { ...swimming, ...morning, audience: place[where], ...more } })
const entered = async (name: string, where: string, more: object = {}) => `${(await enters(name, where, more)).body['id']}`
const sees = async (name: string, query: Record<string, string> = {}) => {
  const { body } = await who(name).ask(readCalendar, { query: { from: inDays(-1), to: inDays(60), ...query } })
  return body['entries'] as CalendarEntry[]
}
const seenBy = async (name: string, id: string, query: Record<string, string> = {}) =>
  (await sees(name, query)).find((one) => one.id === id)
const answers = (name: string, id: string, pupil: string, answer = 'yes') =>
  who(name).ask(replyInCalendar, { params: { id }, body: { pupilId: who(pupil).id, answer } })
const told = ({ status, body }: { status: number; body: { code?: string } }) =>
  body.code ? `${status} ${body.code}` : `${status}`

test('what Rosa enters for 6B stands in the calendars of 6B, and of nobody else', async () => {
  const id = await entered('rosa', '6B')
  for (const name of ['rosa', 'amal', 'bilal', 'noor'])
    expect(await seenBy(name, id)).toMatchObject({
      title: 'Piscine',
      place: 'Centre nautique',
      fromTime: '08:30',
      author: { display: 'Rosa Roy' },
    })
  for (const name of ['otto', 'eva', 'ben', 'sami']) expect(await seenBy(name, id)).toBeUndefined()
  expect(await facts(world)).toContain('calendar.entered')
})

test('a teacher enters for no class but their own, and not for the school; the head does; a family enters nothing', async () => {
  expect(told(await enters('rosa', '4A'))).toBe('403 post.not_your_audience')
  expect(told(await enters('rosa', 'school'))).toBe('403 post.not_your_audience')
  expect(told(await enters('amal', '6B'))).toBe('403 not_allowed')
  const id = await entered('ines', 'school', { ...wholeDay, title: 'Fête de l’école' })
  expect(await seenBy('eva', id)).toMatchObject({ title: 'Fête de l’école', fromTime: null })
})

test.each([
  ['that ends before it begins', { toTime: '08:00' }, '422 calendar.ends_before'],
  ['that ends the day before', { toOn: inDays(4) }, '422 calendar.ends_before'],
  ['that begins and has no end', { toTime: null }, '422 calendar.ends_before'],
  ['that lasts for ever', { toOn: inDays(90) }, '422 calendar.too_long'],
  ['without a title', { title: '  ' }, '422 invalid_input'],
  ['at no time of day', { fromTime: '25:00' }, '422 invalid_input'],
  ['on no day', { fromOn: '2026-02-30' }, '422 invalid_input'],
])('nothing %s is entered', async (_, more, refusal) => {
  expect(told(await enters('rosa', '6B', more))).toBe(refusal)
})

test('a parent sees by which child an entry is theirs, and one child’s alone', async () => {
  const [six, four] = [await entered('rosa', '6B'), await entered('otto', '4A')]
  const { body } = await who('amal').ask(readCalendar, { query: { from: inDays(0), to: inDays(9) } })
  const childrenOf = (at: string) =>
    (body['audiences'] as { id: string; children: string[] }[]).find(({ id }) => id === place[at])?.children
  expect([childrenOf('6B'), childrenOf('4A')]).toEqual([[who('noor').id], [who('sami').id]])
  const ofSami = (await sees('amal', { child: who('sami').id })).map(({ id }) => id)
  expect([ofSami.includes(four), ofSami.includes(six)]).toEqual([true, false])
})

test('a family answers for its child, and again; the teacher sees how many, and no other family does', async () => {
  const id = await entered('rosa', '6B')
  expect(await seenBy('amal', id)).toMatchObject({
    mine: [{ pupilId: who('noor').id, answer: null, mayAnswer: true }],
    counts: null,
  })
  expect(told(await answers('amal', id, 'noor', 'perhaps'))).toBe('200')
  expect(told(await answers('noor', id, 'noor', 'yes'))).toBe('200')
  expect(await seenBy('bilal', id)).toMatchObject({ mine: [{ answer: 'yes' }], counts: null })
  expect(await seenBy('rosa', id)).toMatchObject({ counts: { yes: 1, no: 0, perhaps: 0, waiting: 0 }, mine: [] })
})

test('nobody answers for another’s child, for one of another class, where nothing is asked, or when it is over', async () => {
  const id = await entered('rosa', '6B')
  expect(told(await answers('eva', id, 'noor'))).toBe('404 not_found')
  expect(told(await answers('amal', id, 'sami'))).toBe('404 calendar.not_yours')
  expect(told(await answers('rosa', id, 'noor'))).toBe('404 calendar.not_yours')
  expect(told(await answers('amal', await entered('rosa', '6B', { asksReply: false }), 'noor'))).toBe('409 calendar.asks_nothing')
  const past = { fromOn: inDays(-3), toOn: inDays(-3) }
  expect(told(await answers('amal', await entered('rosa', '6B', past), 'noor'))).toBe('409 calendar.over')
})

test('a guardian who may read and not sign sees the answer, and gives none', async () => {
  const id = await entered('rosa', '6B')
  await answers('amal', id, 'noor', 'no')
  await world.owner.query("update guardianship set scopes = array['feed','progress'] where guardian_id = $1", [who('bilal').id])
  expect(await seenBy('bilal', id)).toMatchObject({ mine: [{ answer: 'no', mayAnswer: false }] })
  expect(told(await answers('bilal', id, 'noor'))).toBe('404 calendar.not_yours')
  await world.owner.query('update guardianship set scopes = $2 where guardian_id = $1', [who('bilal').id, presets.equal])
})

test('both parents answer at once: one answer stands', async () => {
  const id = await entered('rosa', '6B')
  const both = await Promise.all([answers('amal', id, 'noor', 'yes'), answers('bilal', id, 'noor', 'no')])
  expect(both.map(told)).toEqual(['200', '200'])
  const { counts } = (await seenBy('rosa', id))!
  expect(counts!.yes + counts!.no).toBe(1)
})

test('a change shows what it said before; of two who change at once one is told', async () => {
  const id = await entered('rosa', '6B')
  const to = { ...swimming, ...morning, title: 'Patinoire' }
  const change = (body: object) => who('rosa').ask(changeInCalendar, { params: { id }, body, headers: { 'if-match': '1' } })
  const both = await Promise.all([change(to), change({ ...to, title: 'Cinéma' })])
  expect(both.map(told).toSorted()).toEqual(['200', '409 version_conflict'])
  const { body } = await who('amal').ask(readCalendarVersions, { params: { id } })
  expect(body['versions']).toMatchObject([{ number: 1, by: 'Rosa Roy', title: 'Piscine', fromTime: '08:30' }])
  expect((await seenBy('amal', id))?.changedAt).not.toBeNull()
  expect(told(await who('otto').ask(changeInCalendar, { params: { id }, body: to, headers: { 'if-match': '2' } }))).toBe(
    '404 not_found',
  )
  expect(told(await who('amal').ask(changeInCalendar, { params: { id }, body: to, headers: { 'if-match': '2' } }))).toBe(
    '403 not_allowed',
  )
  expect(told(await who('rosa').ask(changeInCalendar, { params: { id }, body: to }))).toBe('422 invalid_input')
})

test('what was cancelled stays as a row that says by whom, takes no answer, and is changed no more', async () => {
  const id = await entered('rosa', '6B')
  const cancel = () => who('rosa').ask(cancelInCalendar, { params: { id } })
  expect((await Promise.all([cancel(), cancel()])).map(told).toSorted()).toEqual(['200', '409 calendar.cancelled'])
  expect(await seenBy('amal', id)).toMatchObject({ state: 'cancelled', title: 'Piscine', cancelled: { by: 'Rosa Roy' } })
  expect(told(await answers('amal', id, 'noor'))).toBe('409 calendar.cancelled')
  const again = { params: { id }, body: { ...swimming, ...morning }, headers: { 'if-match': '2' } }
  expect(told(await who('rosa').ask(changeInCalendar, again))).toBe('409 calendar.cancelled')
})

test('who can see it: staff by name, families as numbers', async () => {
  const id = await entered('rosa', '6B')
  const { body } = await who('amal').ask(readCalendarReaders, { params: { id } })
  expect(body).toEqual({
    staff: [expect.objectContaining({ display: 'Inès Caron' }), expect.objectContaining({ display: 'Rosa Roy' })],
    pupils: 1,
    guardians: 2,
  })
  expect(told(await who('eva').ask(readCalendarReaders, { params: { id } }))).toBe('404 not_found')
})

test.each(Object.entries(nasty))(
  'whatever is typed is kept as it was typed, and does no harm in a program’s calendar: %s',
  async (_, typed) => {
    const [note, short] = [typed.slice(0, 4000), typed.slice(0, 150).trim()]
    const asked = await enters('rosa', '6B', { note, title: short, place: short })
    // What is one line by nature holds no line ends, and nothing that no keyboard types: that is said, and nothing is kept.
    const id = asked.status === 200 ? `${asked.body['id']}` : await entered('rosa', '6B', { note })
    const seen = await seenBy('amal', id)
    expect(seen?.note).toBe(note)
    if (asked.status === 200) expect([seen?.title, seen?.place]).toEqual([short, short])
    else expect([told(asked), /\p{Cc}|\p{Cs}|\p{Mn}{20}/u.test(short)]).toEqual(['422 invalid_input', true])
    const { path } = await addressOf('amal', 'noor')
    const { text } = await fetched(path)
    const event = text.split('BEGIN:VEVENT').find((one) => one.includes(id)) ?? ''
    const properties = event
      .replaceAll(/\r\n[ \t]/g, '')
      .trim()
      .split('\r\n')
    expect(
      properties.filter(
        (line) =>
          !/^(UID|DTSTAMP|LAST-MODIFIED|SEQUENCE|DTSTART|DTEND|SUMMARY|LOCATION|DESCRIPTION|STATUS|CLASS|END)[:;]/.test(line),
      ),
    ).toEqual([])
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
  },
)

const addressOf = async (name: string, pupil: string, withName = false) => {
  const { body } = await who(name).ask(makeCalendarFeed, { body: { pupilId: who(pupil).id, withName } })
  return { id: `${body['id']}`, path: new URL(`${body['url']}`).pathname }
}
const fetched = async (path: string, headers: Record<string, string> = {}) => {
  const reply = await world.app.inject({ url: path, headers })
  return { status: reply.statusCode, text: reply.body, headers: reply.headers }
}

test('a program reads one child’s calendar at an address that nobody guesses, and no name stands in it', async () => {
  const mine = await entered('rosa', '6B', { ...morning, title: 'Sortie, musée; salle 3' })
  const others = await entered('otto', '4A', { title: 'Théâtre' })
  const { path } = await addressOf('amal', 'noor')
  expect(path).toMatch(/^\/calendars\/preau\/[\w-]{43}\.ics$/)
  const { status, text, headers } = await fetched(path)
  expect([status, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(text).toContain(`UID:${mine}\r\n`)
  expect(text).toContain('SUMMARY:Sortie\\, musée\\; salle 3\r\n')
  expect(text).not.toContain(others)
  expect(text).not.toMatch(/Noor|Benali|Rosa|Amal/)
  expect((await fetched(path, { 'if-none-match': `${headers['etag']}` })).status).toBe(304)
})

test('where the guardian allows it the child’s first name stands before what there is, and no other name', async () => {
  await entered('rosa', '6B')
  const { path } = await addressOf('amal', 'noor', true)
  const { text } = await fetched(path)
  expect(text).toContain('SUMMARY:Noor: Piscine\r\n')
  expect(text).toContain('NAME:Noor – École du Préau\r\n')
  expect(text).not.toContain('Benali')
})

test('times are those of the school wherever it is read, in summer and in winter', async () => {
  const id = await entered('rosa', '6B', { fromOn: inDays(20), toOn: inDays(20), fromTime: '14:00', toTime: '15:00' })
  const { path } = await addressOf('amal', 'noor')
  const { text } = await fetched(path)
  const event = text.split('BEGIN:VEVENT').find((one) => one.includes(id)) ?? ''
  const [, day = '', time = ''] = /DTSTART:(\d{8})T(\d{6})Z/.exec(event) ?? []
  const at = new Date(`${day.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')}T${time.replace(/(\d\d)(\d\d)(\d\d)/, '$1:$2:$3')}Z`)
  expect(new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' }).format(at)).toBe('14:00')
})

test('a cancelled entry is told to programs as cancelled, in a later sequence', async () => {
  const id = await entered('rosa', '6B')
  const { path } = await addressOf('amal', 'noor')
  await who('rosa').ask(cancelInCalendar, { params: { id } })
  const event = (await fetched(path)).text.split('BEGIN:VEVENT').find((one) => one.includes(id)) ?? ''
  expect(event).toContain('SEQUENCE:1\r\n')
  expect(event).toContain('STATUS:CANCELLED\r\n')
})

test('a new address in one tap: the old one answers as one that never was, and so does one that was ended', async () => {
  const first = await addressOf('amal', 'sami')
  const second = await addressOf('amal', 'sami')
  const never = await fetched(`/calendars/preau/${'A'.repeat(43)}.ics`)
  const withoutId = ({ status, text }: { status: number; text: string }) => [status, text.replace(/"requestId":"[^"]+"/, '')]
  expect(withoutId(await fetched(first.path))).toEqual(withoutId(never))
  expect((await fetched(second.path)).status).toBe(200)
  expect(told(await who('eva').ask(endCalendarFeed, { params: { id: second.id } }))).toBe('404 not_found')
  expect(told(await who('amal').ask(endCalendarFeed, { params: { id: second.id } }))).toBe('200')
  expect(withoutId(await fetched(second.path))).toEqual(withoutId(never))
  expect(await facts(world)).toEqual(expect.arrayContaining(['calendar.feed_made', 'calendar.feed_ended']))
})

test('the address stands nowhere in the database', async () => {
  const { path } = await addressOf('amal', 'sami')
  const token = path.split('/').at(-1)!.slice(0, 43)
  const { rows } = await world.owner.query('select * from calendar_feed')
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('a pupil has a calendar too; nobody has one of another’s child', async () => {
  const id = await entered('rosa', '6B')
  const { path } = await addressOf('noor', 'noor')
  expect((await fetched(path)).text).toContain(id)
  expect(told(await who('eva').ask(makeCalendarFeed, { body: { pupilId: who('noor').id, withName: true } }))).toBe(
    '404 calendar.not_yours',
  )
  const { body } = await who('amal').ask(listCalendarFeeds)
  expect((body['feeds'] as { display: string }[]).map(({ display }) => display).toSorted()).toEqual([
    'Noor Benali',
    'Sami Benali',
  ])
})

test('a court’s limit, an end and a suspension end the address, whoever knows it', async () => {
  const { path } = await addressOf('bilal', 'noor')
  expect((await fetched(path)).status).toBe(200)
  const is = (preset: string, scopes: readonly string[]) =>
    world.owner.query('update guardianship set preset = $2, scopes = $3 where guardian_id = $1', [
      who('bilal').id,
      preset,
      scopes,
    ])
  await is('court_restricted', presets.court_restricted)
  expect((await fetched(path)).status).toBe(404)
  await is('equal', presets.equal)
  expect((await fetched(path)).status).toBe(200)
  await who('ines').ask(suspendPerson, { params: { id: who('bilal').id }, body: { reason: 'security' } })
  expect((await fetched(path)).status).toBe(404)
})

test('a moved pupil’s calendar is that of the new class', async () => {
  const [six, four] = [await entered('rosa', '6B'), await entered('otto', '4A')]
  const { path } = await addressOf('eva', 'ben')
  expect((await fetched(path)).text).toContain(four)
  await asSchool(world.installation, world.schoolId, 'administration', 'class.arrange', async () => {
    await world.owner.query(
      "update enrolment set class_id = (select target_id from audience where id = $2) where person_id = $1 and role = 'pupil'",
      [who('ben').id, place['6B']],
    )
  })
  const { text } = await fetched(path)
  expect([text.includes(six), text.includes(four)]).toEqual([true, false])
})

test('a program that asks without end is told to wait, and a stranger’s guesses stop nobody else', async () => {
  const { path } = await addressOf('amal', 'noor')
  const asked = []
  for (let nth = 0; nth < 62; nth++) asked.push((await fetched(path)).status)
  expect([asked[0], asked.at(-1)]).toEqual([200, 429])
  const other = await addressOf('amal', 'sami')
  expect((await fetched(other.path)).status).toBe(200)
})
