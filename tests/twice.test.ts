import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueClassKey } from '#contract/classes.ts'
import { classOf, openWorld, type Person, person, type World } from './world.ts'

let world: World
let rosa: Person
let class6B: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  class6B = await classOf(world, '6B', [rosa], [])
})
afterAll(() => world.close())

const issues = (key: string, id = class6B) => rosa.ask(issueClassKey, { params: { id }, headers: { 'idempotency-key': key } })

test('what is sent twice is done once, and answered alike', async () => {
  const key = randomUUID()
  const [first, again] = [await issues(key), await issues(key)]
  expect(again.body).toEqual(first.body)
  expect((await issues(randomUUID())).body['key']).not.toBe(first.body['key'])
})

test('so it is for eight at the same moment', async () => {
  const key = randomUUID()
  const replies = await Promise.all(Array.from({ length: 8 }, () => issues(key)))
  expect(new Set(replies.map(({ status, body }) => `${status} ${body['key']}`)).size).toBe(1)
})

test('four who issue a key at once each get an answer, and one key is left', async () => {
  const replies = await Promise.all(Array.from({ length: 4 }, () => issues(randomUUID())))
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const { rows } = await world.owner.query(
    'select count(*)::int as live from class_key where class_id = $1 and revoked_at is null',
    [class6B],
  )
  expect(rows[0].live).toBe(1)
})

test('the same key for another request is refused', async () => {
  const other = await classOf(world, '6C', [rosa], [])
  const key = randomUUID()
  await issues(key)
  expect((await issues(key, other)).body.code).toBe('idempotency_mismatch')
})

test('whoever has the database and guesses what was asked cannot tell whether it was', async () => {
  const key = randomUUID()
  await issues(key)
  const guess = createHash('sha256')
    .update(JSON.stringify([issueClassKey.name, { id: class6B }, {}]))
    .digest()
  const { rows } = await world.owner.query('select request_digest as digest from idempotency where key = $1', [key])
  expect(rows[0].digest.equals(guess)).toBe(false)
})

test('the kept answer is sealed: the key it holds stands nowhere in clear', async () => {
  const { body } = await issues(randomUUID())
  const { rows } = await world.owner.query(
    "select count(*)::int as found from idempotency where encode(sealed, 'escape') like '%' || $1 || '%'",
    [body['key']],
  )
  expect(rows[0].found).toBe(0)
})
