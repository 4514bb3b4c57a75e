import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listPeople, readMe } from '#contract/people.ts'
import { exportPerson } from '#contract/privacy.ts'
import { endSession } from '#contract/sessions.ts'
import { digestOf } from '#kernel/session.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let olga: Person
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
})

const session = (what: string) =>
  world.owner.query(`update directory.session set ${what} where token_digest = $1`, [digestOf(olga.token)])
const told = async (asked: ReturnType<Person['ask']>) => {
  const { status, body } = await asked
  return body.code ? `${status} ${body.code}` : `${status}`
}
const minutesLeft = async () => {
  const { rows } = await world.owner.query(
    'select extract(epoch from now() - seen_at) / 60 as seen, extract(epoch from expires_at - now()) / 60 as left from directory.session where token_digest = $1',
    [digestOf(olga.token)],
  )
  return { seen: Number(rows[0].seen), left: Number(rows[0].left) }
}

test.each([
  ['second_step', 'session.second_step'],
  ['must_change', 'password.must_change'],
  ['must_enrol', 'factor.must_enrol'],
])('a session that still lacks its %s is answered %s, and may end', async (limit, code) => {
  await session(`limited = '${limit}'`)
  expect(await told(olga.ask(readMe))).toBe(`403 ${code}`)
  expect(await told(olga.ask(listPeople))).toBe(`403 ${code}`)
  expect(await told(olga.ask(endSession))).toBe('200')
  expect(await told(olga.ask(readMe))).toBe('401 not_signed_in')
})

test('an export asks who it is, when that was said more than ten minutes ago', async () => {
  expect(await told(olga.ask(exportPerson, { params: { id: olga.id } }))).toBe('200')
  await session("authenticated_at = now() - interval '11 minutes'")
  expect(await told(olga.ask(readMe))).toBe('200')
  expect(await told(olga.ask(exportPerson, { params: { id: olga.id } }))).toBe('403 session.must_confirm')
})

test('on the school’s machine a session is over after twenty minutes of nothing, and not while somebody works', async () => {
  await session("shared_device = true, seen_at = now() - interval '19 minutes'")
  expect(await told(olga.ask(readMe))).toBe('200')
  expect((await minutesLeft()).seen).toBeLessThan(1)
  await session("seen_at = now() - interval '21 minutes'")
  expect(await told(olga.ask(readMe))).toBe('401 not_signed_in')
})

test('on one’s own phone the ninety days begin anew with every day of use', async () => {
  await session("seen_at = now() - interval '80 days', expires_at = now() + interval '10 days'")
  expect(await told(olga.ask(readMe))).toBe('200')
  expect((await minutesLeft()).left).toBeGreaterThan(89 * 24 * 60)
})

test('what lacks something does not grow older than it was meant to', async () => {
  await session("limited = 'must_change', seen_at = now() - interval '2 minutes', expires_at = now() + interval '5 minutes'")
  await olga.ask(readMe)
  expect((await minutesLeft()).left).toBeLessThan(6)
})
