import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '#server/postgres/launcher.ts'
import { passwordsIn } from './passwords.ts'

// A cluster of its own: roles and their passwords are not of one database.
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-passwords-'))
const keys = path.join(home, 'keys')
let postgres: Awaited<ReturnType<typeof startPostgres>>
let url: string
beforeAll(async () => {
  fs.chmodSync(home, 0o711)
  postgres = await startPostgres(path.join(home, 'data'), { fsync: 'off', autovacuum: 'off' })
  url = `postgres://preau@localhost:${postgres.port}/postgres?host=${encodeURIComponent(postgres.host)}`
  await ask("create role preau_app login; create role preau_vault login; alter role preau_app password 'first'")
})
afterAll(async () => {
  await postgres.stop()
  fs.rmSync(home, { recursive: true, force: true })
})

const ask = async (text: string) => {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<{ word: string | null }>(text)).rows
  } finally {
    await client.end()
  }
}
const digestOf = async (role: string) =>
  (await ask(`select rolpassword as word from pg_authid where rolname = '${role}'`))[0]?.word
const days = (count: number) => ({ now: () => new Date(Date.now() + count * 86_400_000) })

test('passwords of the roles stay for ninety days, and are new on the next', async () => {
  const first = await passwordsIn(keys, url)
  expect(await passwordsIn(keys, url, days(89))).toEqual(first)
  const before = await digestOf('preau_app')
  const second = await passwordsIn(keys, url, days(91))
  for (const role of ['preau_app', 'preau_worker', 'preau_sequencer', 'preau_vault']) {
    expect(second[role]).toMatch(/^[\w-]{32}$/)
    expect(second[role]).not.toBe(first[role])
  }
  expect(await digestOf('preau_app')).not.toBe(before)
  expect(await passwordsIn(keys, url, days(92))).toEqual(second)
})

test('while a Préau is at work nothing is changed under it', async () => {
  const before = await passwordsIn(keys, url)
  const at = new pg.Client({ host: postgres.host, port: postgres.port, user: 'preau_app', database: 'postgres' })
  await at.connect()
  expect(await passwordsIn(keys, url, days(400))).toEqual(before)
  await at.end()
  await expect.poll(() => passwordsIn(keys, url, days(400))).not.toEqual(before)
})

test('interrupted between writing it down and telling the database, it is done at the next start', async () => {
  const next = Object.fromEntries(
    ['preau_app', 'preau_worker', 'preau_sequencer', 'preau_vault'].map((role) => [role, `${role}-next`]),
  )
  fs.writeFileSync(path.join(keys, 'database.next.json'), JSON.stringify({ madeAt: Date.now(), passwords: next }))
  const before = await digestOf('preau_vault')
  expect(await passwordsIn(keys, url)).toEqual(next)
  expect(await digestOf('preau_vault')).not.toBe(before)
  expect(fs.readdirSync(keys)).toEqual(['database.json'])
})

test('a file from before passwords had an age is as old as it is, and a role that came later gets its own', async () => {
  fs.writeFileSync(path.join(keys, 'database.json'), JSON.stringify({ preau_app: 'of-old' }))
  const passwords = await passwordsIn(keys, url)
  expect(passwords['preau_app']).toBe('of-old')
  expect(passwords['preau_vault']).toMatch(/^[\w-]{32}$/)
})
