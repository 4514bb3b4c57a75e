import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Databases } from '#kernel/db.ts'
import { build } from '#server/app.ts'
import { embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { openInstallation } from '#server/installation.ts'
import { type Postgres, startPostgres } from '#server/postgres/launcher.ts'

let folder: string
let postgres: Postgres
let app: FastifyInstance
let databases: Databases
const links: string[] = []
let close: () => Promise<void>

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'preau-away-'))
  chmodSync(folder, 0o711)
  postgres = await startPostgres(path.join(folder, 'data'), { fsync: 'off' })
  const connection = embedded(postgres, 'postgres')
  await migrate(connection)
  const settings = {
    data: path.join(folder, 'data'),
    keys: path.join(folder, 'keys'),
    mail: undefined,
    mailFrom: 'preau@localhost',
    log: 'silent',
  } as const
  const opened = await openInstallation(settings, connection, 'http://localhost:3000')
  databases = opened.installation.db
  app = await build(opened.installation)
  close = opened.close
}, 60_000)

afterAll(async () => {
  await app.close()
  await close()
  await postgres.stop()
  for (const link of links) rmSync(link)
  rmSync(folder, { recursive: true, force: true })
})

const key = { method: 'POST', url: '/api/class-keys/look-up', payload: { key: 'ABCDEFGH' } /* no class key */ } as const

const answers = async () => {
  const [asked, school, ready, health] = [
    await app.inject(key),
    await app.inject('/s/preau/api/me'),
    await app.inject('/readyz'),
    await app.inject('/healthz'),
  ]
  return [asked, school, ready, health].map((reply) => [reply.statusCode, reply.json().code, reply.headers['retry-after']])
}

test('while the database is away everything says so and when to try again, and afterwards goes on', async () => {
  const usual = [
    [404, 'class_key.unknown', undefined],
    [404, 'not_found', undefined],
    [200, undefined, undefined],
    [200, undefined, undefined],
  ]
  const away = [503, 'unavailable', '2']
  expect(await answers()).toEqual(usual)
  await postgres.stop()
  expect(await answers()).toEqual([away, away, away, [200, undefined, undefined]])
  const page = await app.inject({ url: '/join', headers: { accept: 'text/html', cookie: 'preau=x' } })
  expect([page.statusCode, page.headers['retry-after'], `${page.headers['content-type']}`]).toEqual([
    503,
    '2',
    'text/html; charset=utf-8',
  ])
  const { host } = postgres
  postgres = await startPostgres(path.join(folder, 'data'), { fsync: 'off' })
  symlinkSync(postgres.host, host) // its socket lies in a folder of a new name
  expect(await answers()).toEqual(usual)
  links.push(host)
}, 60_000)

test('a connection that is lost while it is in use ends nothing', async () => {
  for (const pool of [databases.requests, databases.plain]) {
    const client = await pool.connect()
    expect(client.listenerCount('error')).toBeGreaterThan(0)
    client.release()
  }
})

test('a request whose connection was cut is told to come again, not that there is a bug', async () => {
  const client = new pg.Client(embedded(postgres, 'postgres').config('owner'))
  await client.connect()
  const asked = Array.from({ length: 20 }, () => app.inject(key))
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'preau_app'`)
  await client.end()
  const codes = (await Promise.all(asked)).map((reply) => reply.json().code)
  expect(codes.filter((code) => !['class_key.unknown', 'too_many_tries', 'unavailable'].includes(code))).toEqual([])
})
