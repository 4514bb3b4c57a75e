import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelInCalendar, changeInCalendar, enterInCalendar, makeCalendarFeed, replyInCalendar } from '#contract/calendar.ts'
import { dayInParis } from '#tests/days.ts'
import { audiencesOf, castOf } from '#tests/second-wall.ts'
import { classOf, guard, type World } from '#tests/world.ts'
import { daysLater } from './days.ts'

let world: World
const at: Record<string, string> = {}
/** Rosa's entries for 6B: one that was changed and that Amal has answered, one that was cancelled; and the address of Amal's calendar of Noor. */
const the: Record<string, string> = {}

const { open, who, tries, all } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['otto', 'Otto Lindqvist', 'teacher'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['karim', 'Karim Haddad', 'guardian'],
  ['eva', 'Eva Ek', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
  ['sami', 'Sami Ek', 'pupil'],
  ['zoe', 'Zoé Ek', 'pupil'],
])
type Name = Parameters<typeof who>[0]
const inDays = (days: number) => daysLater(dayInParis(), days)

const swimming = { title: 'Piscine', place: null, note: null, asksReply: true, fromTime: '08:30', toTime: '10:00' }
const entry = () => ({ ...swimming, fromOn: inDays(5), toOn: inDays(5) })
const enters = async () => `${(await who('rosa').ask(enterInCalendar, { body: { ...entry(), audience: at['6B'] } })).body['id']}`

beforeAll(async () => {
  world = await open()
  await classOf(world, '6B', [who('rosa')], [who('noor'), who('zoe')])
  await classOf(world, '7A', [who('otto')], [who('sami')])
  for (const one of [who('amal'), who('karim')]) await guard(world, one, who('noor'))
  await guard(world, who('eva'), who('sami'))
  await guard(world, who('eva'), who('zoe'))
  await world.owner.query("update guardianship set preset = 'court_restricted', scopes = '{feed}' where guardian_id = $1", [
    who('karim').id,
  ])
  Object.assign(at, await audiencesOf(who('olga')))
  Object.assign(the, { planned: await enters(), gone: await enters() })
  const changed = await who('rosa').ask(changeInCalendar, {
    params: { id: `${the['planned']}` },
    body: { ...entry(), title: 'Patinoire' },
    headers: { 'if-match': '"1"' },
  })
  expect(changed.status, changed.text).toBe(200)
  const answer = { params: { id: `${the['planned']}` }, body: { pupilId: who('noor').id, answer: 'yes' } }
  expect((await who('amal').ask(replyInCalendar, answer)).status).toBe(200)
  await who('rosa').ask(cancelInCalendar, { params: { id: `${the['gone']}` } })
  await who('amal').ask(makeCalendarFeed, { body: { pupilId: who('noor').id, withName: false } })
  the['feed'] = `${(await world.owner.query('select id from calendar_feed')).rows[0]?.id}`
})
afterAll(() => world.close())

const found = (table: string, column: string, id: string, names: readonly Name[]) =>
  all(names, `select 1 from ${table} where ${column} = $1`, [the[id]])

test('the wall alone shows an entry, and what it said before, where it stands', async () => {
  const everybody = ['rosa', 'otto', 'dora', 'amal', 'noor', 'sami'] as const
  const seen = { rosa: 1, otto: 0, dora: 1, amal: 1, noor: 1, sami: 0 }
  expect(await found('calendar_entry', 'id', 'planned', everybody)).toEqual(seen)
  expect(await found('calendar_version', 'entry_id', 'planned', everybody)).toEqual(seen)
})

test('the wall alone lets nobody enter where they do not speak, in another’s name, or change what others entered', async () => {
  const inserts =
    'insert into calendar_entry (school_id, id, audience_id, author_id) values (app.school_id(), gen_random_uuid(), $1, $2)'
  const enter = (name: Name, place: string, by: Name = name) => tries(who(name), inserts, [at[place], who(by).id])
  expect([
    await enter('amal', '6B'),
    await enter('rosa', '7A'),
    await enter('rosa', '6B', 'otto'),
    await enter('dora', '6B'),
  ]).toEqual(Array(4).fill('refused'))
  const changes = 'update calendar_entry set version = version + 1 where id = $1'
  const change = (name: Name, id: string) => tries(who(name), changes, [the[id]])
  expect([await change('rosa', 'planned'), await change('olga', 'planned')]).toEqual([1, 1])
  expect([await change('amal', 'planned'), await change('dora', 'planned'), await change('rosa', 'gone')]).toEqual([0, 0, 0])
  expect(
    await tries(who('rosa'), 'update calendar_entry set audience_id = $2 where id = $1', [the['planned'], at['school']]),
  ).toBe('refused')
  const keeps = 'insert into calendar_version (school_id, id, entry_id) values (app.school_id(), gen_random_uuid(), $1)'
  expect([await tries(who('amal'), keeps, [the['planned']]), await tries(who('otto'), keeps, [the['planned']])]).toEqual([
    'refused',
    'refused',
  ])
})

test('the wall alone shows an answer to the pupil’s own family and to those who asked, and lets only those answer who may sign', async () => {
  expect(await found('calendar_reply', 'entry_id', 'planned', ['amal', 'karim', 'noor', 'rosa', 'eva', 'zoe', 'dora'])).toEqual({
    ...{ amal: 1, karim: 1, noor: 1, rosa: 1 },
    ...{ eva: 0, zoe: 0, dora: 0 },
  })
  const inserts =
    "insert into calendar_reply (school_id, id, entry_id, pupil_id, answered_by, answer) values (app.school_id(), gen_random_uuid(), $1, $2, $3, 'no')"
  const answers = (name: Name, pupil: Name, by: Name = name) =>
    tries(who(name), inserts, [the['planned'], who(pupil).id, who(by).id])
  expect([await answers('karim', 'noor'), await answers('amal', 'zoe'), await answers('rosa', 'noor')]).toEqual(
    Array(3).fill('refused'),
  )
  expect(await answers('eva', 'sami'), 'who is in another class').toBe('refused')
  expect(await answers('eva', 'zoe', 'amal')).toBe('refused')
  const changes = 'update calendar_reply set answer = $2, answered_by = $3 where entry_id = $1'
  const change = (name: Name, by: Name = name) => tries(who(name), changes, [the['planned'], 'perhaps', who(by).id])
  expect([await change('amal'), await change('karim'), await change('rosa')]).toEqual([1, 0, 0])
  expect(await change('amal', 'karim')).toBe('refused')
})

test('the wall alone keeps an address to whoever made it, of a child of theirs', async () => {
  expect(await found('calendar_feed', 'id', 'feed', ['amal', 'karim', 'noor', 'rosa', 'dora'])).toEqual({
    amal: 1,
    karim: 0,
    noor: 0,
    rosa: 0,
    dora: 0,
  })
  const inserts =
    'insert into calendar_feed (school_id, id, person_id, pupil_id) values (app.school_id(), gen_random_uuid(), $1, $2)'
  const make = (name: Name, pupil: Name, by: Name = name) => tries(who(name), inserts, [who(by).id, who(pupil).id])
  expect([await make('amal', 'sami'), await make('rosa', 'noor'), await make('karim', 'noor', 'amal')]).toEqual(
    Array(3).fill('refused'),
  )
  const renews = "update calendar_feed set digest = decode(repeat('00', 32), 'hex') where id = $1"
  expect([await tries(who('amal'), renews, [the['feed']]), await tries(who('karim'), renews, [the['feed']])]).toEqual([1, 0])
  const gives = 'update calendar_feed set person_id = $2 where id = $1'
  expect(await tries(who('amal'), gives, [the['feed'], who('karim').id])).toBe('refused')
  expect(await tries(who('amal'), 'update calendar_feed set pupil_id = $2 where id = $1', [the['feed'], who('sami').id])).toBe(
    'refused',
  )
})

test('the functions beside the wall count for those who ask a class, and tell nothing but to the school’s own work', async () => {
  const rows = (name: Name, text: string, values: readonly unknown[]) => tries(who(name), `select * from ${text}`, values)
  const counts = ['app.calendar_counts($1::uuid[])', [[the['planned']]]] as const
  expect([await rows('rosa', ...counts), await rows('amal', ...counts), await rows('otto', ...counts)]).toEqual([1, 0, 0])
  const mine = ['app.answers_for($1::uuid[]) a where a.may_answer', [[the['planned']]]] as const
  expect([await rows('amal', ...mine), await rows('karim', ...mine), await rows('rosa', ...mine)]).toEqual([1, 0, 0])
  expect(await rows('rosa', "app.told_of_entry($1, 'planned')", [the['planned']])).toBe(0)
  const reminder = ['app.entry_reminder($1, 2, now())', [the['planned']]] as const
  expect([await rows('rosa', ...reminder), await rows('amal', ...reminder), await rows('otto', ...reminder)]).toEqual([1, 0, 0])
})
