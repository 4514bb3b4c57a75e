import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '#server/db/connection.ts'
import { printSnapshot } from '#server/db/snapshot.ts'
import { printTypes } from '#server/db/types.ts'
import { freshDatabase } from './database.ts'
import { expectGolden } from './golden.ts'
import { checks, invisible } from './schema.ts'

let connection: Connection
let client: pg.Client
beforeAll(async () => {
  connection = await freshDatabase()
  client = new pg.Client(connection.config('owner'))
  await client.connect()
})
afterAll(() => client.end())

const asked = async (question: string) => (await client.query<{ label: string }>(question)).rows.map(({ label }) => label)

/** Something broken for as long as one question takes. */
const whileBroken = async <T>(breaks: string, ask: () => Promise<T>): Promise<T> => {
  await client.query('begin')
  try {
    await client.query(breaks)
    return await ask()
  } finally {
    await client.query('rollback')
  }
}

describe.each(checks)('$name', ({ asks, breaks }) => {
  test('it is so', async () => {
    expect(await asked(asks)).toEqual([])
  })
  test('and would be seen if it were not', async () => {
    expect(await whileBroken(breaks, () => asked(asks))).not.toEqual([])
  })
})

test('every table that is said to be invisible exists', async () => {
  const known = await asked(`select schemaname || '.' || tablename as label from pg_tables`)
  expect(Object.keys(invisible).filter((name) => !known.includes(name))).toEqual([])
})

const folder = path.join(import.meta.dirname, '../server/db')

test('the snapshot that reviewers read is the database', async () => {
  expectGolden(path.join(folder, 'schema.snapshot.sql'), await printSnapshot(client))
})

test('a grant, a policy, a column or an owner that nobody reviewed shows in the snapshot', async () => {
  const committed = await printSnapshot(client)
  for (const breaks of [
    'grant delete on public.person to preau_app',
    'grant update (born_on) on public.person to preau_relations',
    'drop policy "people one has to do with" on public.person',
    'alter table public.person add height int',
    'alter table public.person alter born_on set not null',
    'drop index public.class_year',
    'alter function app.my_children() owner to preau',
    'alter function app.my_children() volatile',
  ])
    expect(await whileBroken(breaks, () => printSnapshot(client)), breaks).not.toBe(committed)
})

test('the types that TypeScript sees are those of the database', async () => {
  expectGolden(path.join(folder, 'types.generated.ts'), await printTypes(connection))
})
