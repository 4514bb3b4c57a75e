import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '#tests/world.ts'
import { named } from './naming.ts'
import { together } from './together.ts'

let world: World
let client: pg.Client
const opened = async () => {
  const one = new pg.Client({ ...world.connection.config('preau_app'), pipeline: true } as pg.ClientConfig)
  one.on('error', () => undefined)
  await one.connect()
  return one
}
beforeAll(async () => {
  world = await openWorld()
  client = await opened()
})
afterAll(async () => {
  await client.end()
  await world.close()
})

/** Leaves together; answers what each came to: its rows, or the code of its refusal. */
const asks = (on: pg.Client, ...statements: readonly (readonly [string, ...unknown[]])[]) => {
  const queries: pg.Query[] = []
  const answers = statements.map(
    ([text, ...values]) =>
      new Promise<unknown>((resolve) => {
        const answer = (error: Error | null, result: pg.QueryResult) =>
          resolve(error ? ('code' in error ? error.code : error.message) : result.rows)
        queries.push(named(text, values, `n${text}`, false, answer))
      }),
  )
  on.query(together(queries))
  return Promise.all(answers)
}

test('a connection that PostgreSQL hangs up on ends all that left together for that one reason', async () => {
  const one = await opened()
  const all = await asks(one, ['begin'], ['select pg_terminate_backend(pg_backend_pid())'], ['select 1 as later'], ['commit'])
  expect(all).toEqual([[], '57P01', '57P01', '57P01'])
})

test('what leaves together is answered one by one, the first time and every time after', async () => {
  const all = [
    ['begin'],
    ['select $1::int as one_more, $2::date as day', 1, '2026-11-22'],
    ['select 1 as none where false'],
    ['select $1::jsonb as said', { some_words: [] }],
    ['select n as nth from generate_series(1, 3) n'],
    ['select $1::int as one_more, $2::date as day', 2, null],
    ['commit'],
  ] as const
  const rows = [
    [],
    [{ oneMore: 1, day: '2026-11-22' }],
    [],
    [{ said: { someWords: [] } }],
    [{ nth: 1 }, { nth: 2 }, { nth: 3 }],
    [{ oneMore: 2, day: null }],
    [],
  ]
  expect(await asks(client, ...all)).toEqual(rows)
  expect(await asks(client, ...all)).toEqual(rows)
  expect(await Promise.all([asks(client, ...all), asks(client, ...all)])).toEqual([rows, rows])
})

test('after one that fails the others fail as in any aborted transaction, and what they would have prepared is prepared the next time', async () => {
  const tries = (by: number) => asks(client, ['begin'], ['select 1 / $1::int as part', by], ['select 7 as late'])
  expect(await tries(0)).toEqual([[], '22012', '25P02'])
  expect(await asks(client, ['rollback'])).toEqual([[]])
  expect(await tries(1)).toEqual([[], [{ part: 1 }], [{ late: 7 }]])
  expect(await asks(client, ['commit'], ['select no_such_column'], ['select 8 as later'])).toEqual([[], '42703', '25P02'])
  expect(await asks(client, ['select 8 as later'])).toEqual([[{ later: 8 }]])
})

test('what cannot even be written fails alone', async () => {
  const circle: { self?: object } = {}
  circle.self = circle
  const [before, failed, after] = await asks(client, ['select 1 as a'], ['select $1::text as b', circle], ['select 3 as c'])
  expect([before, after]).toEqual([[{ a: 1 }], [{ c: 3 }]])
  expect(failed).toMatch(/circular/i)
  expect(await asks(client, ['select 3 as c'])).toEqual([[{ c: 3 }]])
})

test('a line that breaks leaves nobody waiting', async () => {
  const other = await opened()
  const { rows } = await other.query('select pg_backend_pid() as pid')
  const asked = asks(other, ['select pg_sleep(60)'], ['select 1 as a'])
  await world.owner.query('select pg_terminate_backend($1)', [rows[0].pid])
  expect(await asked).toEqual(['57P01', expect.anything()])
  expect(await asks(other, ['select 1 as a'])).toEqual([expect.any(String)])
})
