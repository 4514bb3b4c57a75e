import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cancelInCalendar, changeInCalendar, enterInCalendar } from '#contract/calendar.ts'
import { listVoices } from '#contract/posts.ts'
import { asSchool } from '#kernel/system.ts'
import { dayInParis } from '#tests/days.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { daysLater } from './days.ts'

let world: World
let [rosa, otto, amal, eva, noor, sami]: Person[] = []
let in6B: string
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  sami = await person(world, { name: 'Sami Benali', role: 'pupil' })
  const class6B = await classOf(world, '6B', [rosa, otto], [noor, sami])
  for (const child of [noor, sami]) await guard(world, amal, child)
  const rows = (await rosa.ask(listVoices)).body['audiences'] as { id: string; classId: string | null }[]
  in6B = rows.find(({ classId }) => classId === class6B)?.id ?? ''
})
afterAll(() => world.close())
beforeEach(() => world.owner.query('delete from telling'))

const today = () => dayInParis(world.clock.now())
const entry = (inDays: number) => {
  const on = daysLater(today(), inDays)
  return { title: 'Piscine', place: null, note: null, asksReply: false, fromOn: on, toOn: on, fromTime: null, toTime: null }
}
const enters = async (inDays: number) =>
  `${(await rosa!.ask(enterInCalendar, { body: { ...entry(inDays), audience: in6B } })).body['id']}`
/** Who was told of what, in the order of names. */
const told = async () => {
  await world.doJobs()
  const { rows } = await world.owner.query<{ event: string; person_id: string }>('select event, person_id from telling')
  await world.owner.query('delete from telling')
  const names = new Map([rosa, otto, amal, eva, noor, sami].map((who) => [who!.id, who!.name.split(' ')[0]]))
  return rows.map(({ event, person_id: id }) => `${event} ${names.get(id)}`).toSorted()
}
const everybody = (event: string) => ['Amal', 'Noor', 'Otto', 'Sami'].map((name) => `${event} ${name}`)

test('of a new entry, a change and a cancellation those are told where it stands, once, and not who entered it', async () => {
  const id = await enters(20)
  expect(await told()).toEqual(everybody('calendar.entered'))
  const change = { params: { id }, body: entry(21), headers: { 'if-match': '"1"' } }
  expect((await rosa!.ask(changeInCalendar, change)).status).toBe(200)
  expect(await told()).toEqual(everybody('calendar.changed'))
  await rosa!.ask(cancelInCalendar, { params: { id } })
  expect(await told()).toEqual(everybody('calendar.cancelled'))
})

test('what is over, and what was cancelled before anybody was told of it, is told to nobody', async () => {
  await enters(-3)
  const id = await enters(20)
  await rosa!.ask(cancelInCalendar, { params: { id } })
  expect(await told()).toEqual(everybody('calendar.cancelled'))
})

const reminders = async () => {
  const { rows } = await world.owner.query<{ hours: number; payload: { entryId: string; version: string } }>(
    `select extract(epoch from j.run_at - now()) / 3600 as hours, j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'calendar.remind' order by j.id`,
  )
  return rows
}
const reminds = async (entryId: string, version: string) => {
  await asSchool(world.installation, world.schoolId, 'class_life', 'calendar.arrange', ({ later }) =>
    later('calendar.remind', { entryId, version }),
  )
  return told()
}

test('people are reminded at eight in the morning of the day before, unless it is another by then', async () => {
  await world.owner.query('delete from graphile_worker._private_jobs')
  const id = await enters(10)
  const [first] = await reminders()
  expect(first?.payload).toMatchObject({ entryId: id, version: '1' })
  const at = new Date(Date.now() + (first?.hours ?? 0) * 3_600_000)
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' }).format(at)
  expect(clock).toBe(`${daysLater(today(), 9)} 08:00`)
  expect(await told()).toEqual(everybody('calendar.entered'))
  world.move((first?.hours ?? 0) * 3600)
  expect(await reminds(id, '1')).toEqual(everybody('calendar.reminded'))
  await rosa!.ask(changeInCalendar, { params: { id }, body: entry(1), headers: { 'if-match': '"1"' } })
  await told()
  expect(await reminds(id, '1')).toEqual([])
  await rosa!.ask(cancelInCalendar, { params: { id } })
  await told()
  expect(await reminds(id, '2')).toEqual([])
  expect((await facts(world)).filter((name) => name === 'calendar.reminded')).toHaveLength(1)
})

test('for what is tomorrow already there is no reminder', async () => {
  await world.owner.query('delete from graphile_worker._private_jobs')
  await enters(0)
  expect(await reminders()).toEqual([])
})
