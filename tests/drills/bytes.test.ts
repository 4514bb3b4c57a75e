import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { asSchool } from '#kernel/system.ts'
import { type Catalogue, readCatalogue } from '#modules/privacy/catalogue.ts'
import { erasing } from '#modules/privacy/rights.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { type Connection, embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { openInstallation } from '#server/installation.ts'
import { type Postgres, startPostgres } from '#server/postgres/launcher.ts'
import { dataMap } from '#server/registry.ts'
import { burn } from '#vault/burn.ts'
import { openVault } from '#vault/open.ts'
import { transactions } from '#vault/transact.ts'
import { type Family, openGarden, plant } from '../canary/planting.ts'
import { placesOf } from '../canary/searching.ts'
import { ownerPool } from '../database.ts'

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-bytes-'))
fs.chmodSync(home, 0o711)
const data = path.join(home, 'data')
const keys = path.join(home, 'keys')
const clock = { now: () => new Date() }
let postgres: Postgres
let connection: Connection
let owner: pg.Pool
let installation: Installation
let close: () => Promise<void>
let catalogue: Catalogue
let canary: Family
const schoolId = uuidv7()

beforeAll(async () => {
  fs.mkdirSync(data, { mode: 0o711 })
  postgres = await startPostgres(data)
  connection = embedded(postgres, 'postgres')
  await migrate(connection)
  owner = ownerPool(connection)
  const settings = { data, keys, mail: undefined, mailFrom: 'preau@localhost', log: 'silent' } as const
  ;({ installation, close } = await openInstallation(settings, connection, 'http://localhost:3000'))
  await asSchool(installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit, now }) => {
    const place = { profile: 'EU-FR', kind: 'public', locale: 'fr', timeZone: 'Europe/Paris' } as const
    await insertSchool(tx, { schoolId, name: 'Nord', slug: 'nord', ...place, yearFrom: '2026-09-01', yearTo: '2027-08-31', now })
    emit('school.created', { schoolId })
  })
  catalogue = await readCatalogue(owner)
  canary = await plant(await openGarden({ installation, owner, schoolId }, dataMap, catalogue), 'canary')
})
afterAll(async () => {
  await close()
  await owner.end()
  await postgres.stop()
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

const filesIn = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? filesIn(file) : entry.isFile() ? [file] : []
  })

const bytesOf = (file: string): Buffer => {
  const bytes = fs.readFileSync(file)
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

/** Files below a folder in which some bytes stand; a compressed file is opened first. */
const found = (folder: string, bytes: string | Buffer): string[] =>
  filesIn(folder)
    .filter((file) => bytesOf(file).includes(bytes))
    .map((file) => path.relative(folder, file))

const settled = async () => {
  await owner.query('checkpoint')
  await owner.query('select pg_switch_wal()')
}

const ask = async (text: string, parameters: unknown[]) => (await owner.query<{ place: string }>(text, parameters)).rows

test('a scan that misses a hiding place would be noticed: each is found first, or said to hide', async () => {
  const noise = randomBytes(3000).toString('hex')
  await owner.query(`create table public.control (id int, short text, long text, packed text)`)
  await owner.query('create index on public.control (short)')
  await owner.query('alter table public.control alter column long set storage external')
  await owner.query('insert into public.control values (1, $1, $2, $3)', [
    'control-short',
    `${noise.slice(0, 3000)}control-long${noise.slice(3000)}`,
    `${'a school '.repeat(400)}control-packed${' a school'.repeat(400)}`,
  ])
  await owner.query(`select graphile_worker.add_job('control', '{"word": "control-payload"}')`)
  fs.mkdirSync(path.join(data, 'files'), { recursive: true })
  fs.writeFileSync(path.join(data, 'files', 'control.gz'), gzipSync('control-gzip '.repeat(100)))
  await settled()
  const heaps = (
    await owner.query<{ file: string }>(
      `select pg_relation_filepath(oid) as file from pg_class where relname in ('control', 'control_short_idx')`,
    )
  ).rows.map(({ file }) => file)
  const short = found(data, 'control-short')
  for (const file of heaps)
    expect(
      short.some((one) => one.endsWith(file)),
      file,
    ).toBe(true)
  expect(short.some((one) => one.includes('pg_wal'))).toBe(true)
  expect(found(data, 'control-long').length).toBeGreaterThan(0)
  expect(found(data, 'control-payload').length).toBeGreaterThan(0)
  expect(found(data, 'control-gzip')).toEqual(['files/control.gz'])
  expect(found(data, 'control-packed').filter((one) => !one.includes('pg_wal'))).toEqual([])
  const grown = await readCatalogue(owner)
  expect(await placesOf(ask, grown, ['control-packed'])).toEqual(['public.control.packed'])
})

test('the whole data folder, WAL included, holds nothing of the canary in clear', async () => {
  await settled()
  expect(
    canary.rows.flatMap(({ markers }) => Object.values(markers)).filter((marker) => marker.startsWith('cnry-')).length,
  ).toBeGreaterThan(20)
  expect(found(data, 'cnry-')).toEqual([])
  expect(await placesOf(ask, catalogue, ['cnry-'])).toEqual([])
})

test('erased and burned, no copy of a key on this machine opens anything of the canary', async () => {
  const owners = [canary.personId, canary.accountId]
  const { rows } = await owner.query<{ school_id: string; owner_id: string; version: number; week: number; wrapped: Buffer }>(
    'select * from vault.key where owner_id = any ($1)',
    [owners],
  )
  expect(rows.length).toBe(2)
  const who = { schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  await erasing.perform(installation, who, { params: { id: canary.personId }, query: {}, body: {} })
  const own = transactions(connection)
  const { ring } = await openVault({ folder: keys, transact: own.transact, clock })
  const unwrap = ({ school_id, owner_id, version, week, wrapped }: (typeof rows)[number], as = week) =>
    ring.unwrap(as, { schoolId: school_id, ownerId: owner_id, version }, wrapped)
  for (const row of rows) expect(unwrap(row).length, 'until the burn, a copy of the row still opens').toBe(32)
  await burn({
    ring,
    transact: own.transact,
    now: clock.now(),
    sources: { email: [], username: [], external_id: [], class_key: [] },
  })
  await settled()
  for (const row of rows) {
    expect(found(data, row.wrapped).length, 'PostgreSQL keeps the bytes for a while').toBeGreaterThan(0)
    for (const week of [row.week, ...ring.weeks()]) expect(() => unwrap(row, week)).toThrow()
  }
  await own.end()
})
