import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { digestOf } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, guard, type Person, person, type World } from '#tests/world.ts'
import { standingOf } from './standing.queries.ts'

let world: World
let rosa: Person
let amal: Person
let ines: Person
const { open, who, tries } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['amal', 'Amal Benali', 'guardian'],
  ['ines', 'Inès Caron', 'head'],
  ['noor', 'Noor Benali', 'pupil'],
])
beforeAll(async () => {
  world = await open()
  rosa = who('rosa')
  amal = who('amal')
  ines = who('ines')
  await classOf(world, '6B', [rosa], [who('noor')])
  await guard(world, amal, who('noor'))
})
afterAll(() => world.close())

const digest = ({ token }: Person) => digestOf(token)
const heard = () =>
  asSchool(world.installation, world.schoolId, 'class_life', 'streams.arrange', async ({ tx, emit }) => {
    emit('school.created', { schoolId: world.schoolId })
    const rows = await standingOf(tx, [rosa, amal, ines].map(digest))
    return [rosa, amal, ines].map((one) => rows.find(({ session }) => session.equals(digest(one))))
  })
const lives = async () => (await heard()).map((row) => row !== undefined)
const setBack = async (table: string, column: string) =>
  world.owner.query(`update ${table} set ${column} = null where person_id = $1`, [rosa.id])

test('which sessions hear what, only the school’s own work may ask', async () => {
  const text = 'select * from app.streams_now($1::bytea[])'
  expect(await tries(ines, text, [[digest(rosa), digest(ines)]])).toBe(0)
  expect(await heard()).toMatchObject([{ isEverywhere: false }, { isEverywhere: false }, { isEverywhere: true }])
})

test('a session that is over, limited, another school’s, of somebody suspended or without a role hears nothing', async () => {
  expect(await lives()).toEqual([true, true, true])
  await world.owner.query('update directory.session set ended_at = now() where person_id = $1', [rosa.id])
  expect(await lives()).toEqual([false, true, true])
  await setBack('directory.session', 'ended_at')
  await world.owner.query("update directory.session set limited = 'second_step' where person_id = $1", [rosa.id])
  expect(await lives()).toEqual([false, true, true])
  await setBack('directory.session', 'limited')
  await world.owner.query('update person_role set until_at = now() where person_id = $1', [rosa.id])
  expect(await lives()).toEqual([false, true, true])
  await setBack('person_role', 'until_at')
  await world.owner.query(
    `insert into person_state (school_id, id, person_id, state, reason, from_at) select school_id, gen_random_uuid(), id, 'suspended', 'office', now() from person where id = $1`,
    [rosa.id],
  )
  expect(await lives()).toEqual([false, true, true])
  await world.owner.query("delete from person_state where person_id = $1 and state = 'suspended'", [rosa.id])
  expect(await lives()).toEqual([true, true, true])
})

test('what is asked for one school says nothing of a session at another', async () => {
  const schoolId = uuidv7()
  const school = { schoolId, name: 'Björkskolan', slug: 'bjork', profile: 'EU-SE', kind: 'public', locale: 'sv' } as const
  await asSchool(world.installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit, now }) => {
    await insertSchool(tx, { ...school, timeZone: 'Europe/Stockholm', yearFrom: '2026-08-01', yearTo: '2027-07-31', now })
    emit('school.created', { schoolId })
  })
  const sten = await person(world, { name: 'Sten Lind', role: 'head', schoolId, slug: 'bjork' })
  const rows = await asSchool(world.installation, world.schoolId, 'class_life', 'streams.arrange', async ({ tx, emit }) => {
    emit('school.created', { schoolId: world.schoolId })
    return standingOf(tx, [rosa, sten].map(digest))
  })
  expect(rows.map(({ session }) => session.equals(digest(rosa)))).toEqual([true])
})

test('a guardian hears what stands before the class of a child, and no more once the right ends', async () => {
  const places = async () => (await heard())[1]?.audiences.length ?? 0
  const before = await places()
  expect(before).toBeGreaterThan(0)
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [amal.id])
  expect(await places()).toBeLessThan(before)
})
