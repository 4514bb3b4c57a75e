import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listVoices, writePost } from '#contract/posts.ts'
import { dayInParis } from '#tests/days.ts'
import { night } from '#tests/nights.ts'
import { classOf, openWorld, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'

let world: World
let rosa: Person
let families: Someone[]
let postId: string
const DAY = 86_400
const names = ['Eva Ek', 'Bilal Haddad', 'Celia Martin', 'Karim Petit', 'Otto Lindqvist', 'Hana Sato']

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  families = []
  for (const name of names) families.push(await withoutAccount(world, { name, role: 'guardian' }))
  await classOf(world, '6B', [rosa], [])
  const [audience] = (await rosa.ask(listVoices)).body['audiences'] as { id: string }[]
  const post = { text: 'Demain, piscine.', language: 'fr', answers: 'reactions', when: 'now', audiences: [audience!.id] }
  postId = `${(await rosa.ask(writePost, { body: post })).body['id']}`
  const today = dayInParis(world.clock.now())
  await world.owner.query('update school_year set from_on = $1::date - 400, to_on = $1::date - 90', [today])
})
afterAll(() => world.close())

const six = () => families.map(({ id }) => id)
/** Six families thank Rosa in a year that is over, and nothing is a number yet. */
beforeEach(async () => {
  await world.owner.query('delete from post_reaction; ')
  await world.owner.query('delete from activity_figure')
  await world.owner.query(
    `insert into post_reaction (school_id, post_id, person_id, kind, made_at) select $1, $2, p, 'thanks', $4::timestamptz - interval '100 days' from unnest($3::uuid[]) p`,
    [world.schoolId, postId, six(), world.clock.now()],
  )
})

const sign = (people: readonly string[]) =>
  world.owner.query(
    `insert into legal_hold (school_id, id, person_id, ground, told, sealed, asked_by, asked_at, signed_by, signed_at, review_on)
     select $1, gen_random_uuid(), p, 'dispute', true, '\\x00', $2, $5, $3, $5, current_date + 300 from unnest($4::uuid[]) p`,
    [world.schoolId, rosa.id, families[0]!.id, people, world.clock.now()],
  )
const lift = () =>
  world.owner.query("update legal_hold set ended_at = $1, ended_by = asked_by, ended_how = 'released' where ended_at is null", [
    world.clock.now(),
  ])
const nextNight = async () => {
  world.move(DAY)
  await night(world)
}
/** A night that counts, and in which nothing goes any more. */
const onlyCounts = async () => {
  await world.owner.query(
    `create function breaks() returns trigger language plpgsql as $$ begin raise exception 'the lights are out'; end $$;
     create trigger breaks before delete on post_reaction for each row execute function breaks()`,
  )
  await expect(nextNight()).rejects.toThrow('the lights are out')
  await world.owner.query('drop function breaks() cascade')
  world.move(60)
}
const left = async () => (await world.owner.query('select from post_reaction')).rowCount
const times = async () =>
  (await world.owner.query<{ times: number }>('select times from activity_figure order by times')).rows.map((row) => row.times)

test('what was held when the numbers were taken does not go before it is in one', async () => {
  await sign(six().slice(1))
  await night(world)
  await onlyCounts()
  expect([await left(), await times()]).toEqual([6, []])
  await lift()
  await nextNight()
  expect([await left(), await times()]).toEqual([5, []])
  await nextNight()
  await nextNight()
  expect([await left(), await times()]).toEqual([0, [5]])
})

test('what a hold keeps that was signed after the counting is not counted again when it is lifted', async () => {
  await night(world)
  await onlyCounts()
  expect([await left(), await times()]).toEqual([6, [6]])
  await sign(six().slice(1))
  await nextNight()
  expect([await left(), await times()]).toEqual([5, [6]])
  await lift()
  await nextNight()
  await nextNight()
  expect([await left(), await times()]).toEqual([0, [6]])
})

test('and what they did in the year after that is counted as it is for everybody', async () => {
  const today = dayInParis(world.clock.now())
  await world.owner.query(
    'insert into school_year (school_id, id, from_on, to_on, created_at) values ($1, gen_random_uuid(), $2::date - 80, $2::date - 70, now())',
    [world.schoolId, today],
  )
  await world.owner.query("update post_reaction set made_at = $1::timestamptz - interval '75 days'", [world.clock.now()])
  await night(world)
  await nextNight()
  expect([await left(), await times()]).toEqual([0, [6]])
})
