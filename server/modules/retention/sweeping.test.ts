import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { digestOf } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { beginSession, makeAccount } from '#modules/sign-in/index.ts'
import { night } from '#tests/nights.ts'
import { classOf, facts, openWorld, type Person, person, type World } from '#tests/world.ts'
import { nextMost } from './night.ts'

let world: World
let noor: Person
let stranger: string
beforeAll(async () => {
  world = await openWorld()
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
  stranger = uuidv7()
  await asSchool(
    world.installation,
    world.schoolId,
    'administration',
    'account.arrange',
    async ({ tx, vault, emit, now }) => {
      await makeAccount(tx, vault, emit, { id: stranger, email: 'bilal@example.org', locale: 'fr', passwordHash: '', now })
      await beginSession(tx, { accountId: stranger, schoolId: null, personId: null, sharedDevice: false, now })
    },
    stranger,
  )
  await world.owner.query('insert into directory.throttle (digest, tries, first_at, until_at) values ($1, 4, now(), now())', [
    digestOf('x'),
  ])
})
afterAll(() => world.close())

const DAY = 86_400
let days = 0
/** The night of that day, and the one before, in which it was announced. */
const afterDays = async (day: number) => {
  for (const one of [day - 1, day]) {
    world.move((one - days) * DAY)
    days = one
    await night(world)
  }
}
const count = async (what: string, more: unknown[] = []) =>
  (await world.owner.query<{ n: number }>(`select count(*)::int as n from ${what}`, more)).rows[0]!.n
const keysOf = (id: string) => count('vault.key where owner_id = $1', [id])

test('what is in use stays', async () => {
  await afterDays(0)
  expect([await count('directory.session'), await count('directory.account'), await count('directory.throttle')]).toEqual([
    3, 3, 1,
  ])
})

test('tries in vain are forgotten after a day', async () => {
  await afterDays(2)
  expect(await count('directory.throttle')).toBe(0)
})

test('an account that no school knows goes after three months, with its key and with what was logged of it', async () => {
  await afterDays(89)
  expect(await keysOf(stranger)).toBe(1)
  await afterDays(91)
  expect([await count('directory.account where id = $1', [stranger]), await keysOf(stranger)]).toEqual([0, 0])
  expect(await count('vault.change where row_id = $1', [stranger])).toBe(0)
  expect(await count('vault.blind_index where target_id = $1', [stranger])).toBe(0)
  expect(await keysOf(noor.accountId)).toBe(1)
  expect(await count('directory.account')).toBe(2)
})

test('a session is forgotten ninety days after its end', async () => {
  const [{ ends }] = (await world.owner.query<{ ends: Date }>('select max(expires_at) as ends from directory.session')).rows as [
    { ends: Date },
  ]
  const end = Math.ceil((ends.getTime() - world.clock.now().getTime()) / 1000 / DAY) + days
  await afterDays(Math.max(days, end + 88))
  expect(await count('directory.session')).toBeGreaterThan(0)
  await afterDays(end + 91)
  expect(await count('directory.session')).toBe(0)
})

const epochKeys = () => count("vault.key k join vault.epoch e on e.id = k.owner_id where e.retention_class = 'school_life'")

test('the key of a year dies when the time of all that it seals is over, and not while a row of it is left', async () => {
  expect(await epochKeys()).toBe(1)
  await world.owner.query("update class set created_at = now() + interval '9 years'")
  await afterDays(3 * 366)
  expect([await count('class'), await epochKeys()]).toEqual([1, 1])
  await world.owner.query('update class set created_at = now()')
  await afterDays(3 * 366 + 1)
  expect([await count('class'), await epochKeys()]).toEqual([0, 0])
  expect(await count('vault.erased where school_id <> $1 and kind = $2', [nobody, 'epoch'])).toBe(1)
})

test('what is too much for one portion goes in several, and what is of today stays', async () => {
  const changes = "vault.change where action = 'person.correct'"
  const yearsAgo = [0, 7].map((years) => new Date(world.clock.now().getTime() - years * 366 * DAY * 1000))
  for (const [nth, at] of yearsAgo.entries())
    await world.owner.query(
      `insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields)
       select $1, 'public.person', gen_random_uuid(), $2, 'update', null, 'person.correct', '{names}' from generate_series(1, $3::int)`,
      [world.schoolId, at, nth ? 430 : 7],
    )
  await afterDays(days + 2)
  expect(await count(changes)).toBe(7)
})

test('a portion that would hold its locks too long is taken back, and goes in smaller ones', async () => {
  await world.owner.query(
    `create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(0.002); return old; end $$`,
  )
  await world.owner.query('create trigger slow before delete on vault.change for each row execute function slowly()')
  await world.owner.query(
    `insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields)
     select $1, 'public.person', gen_random_uuid(), $2, 'update', null, 'person.correct', '{names}' from generate_series(1, 100)`,
    [world.schoolId, new Date(world.clock.now().getTime() - 2 * 366 * DAY * 1000)],
  )
  const portions = async () => (await facts(world)).filter((name) => name === 'retention.swept').length
  const before = await portions()
  await afterDays(days + 2)
  await world.owner.query('drop function slowly() cascade')
  expect(await count("vault.change where action = 'person.correct' and at < now()")).toBe(0)
  expect((await portions()) - before).toBeGreaterThanOrEqual(4)
})

test('a portion that held its locks too long is followed by a smaller one, and a quick one by a larger', () => {
  expect([nextMost(200, 41), nextMost(30, 900), nextMost(50, 10), nextMost(150, 10), nextMost(100, 30)]).toEqual([
    100, 25, 100, 200, 100,
  ])
})

test('nobody but the school’s own work may sweep', async () => {
  const asked = world.owner.query(`select app.sweep_directory('{}', now(), now())`)
  await expect(asked).rejects.toThrow('only the school')
})
