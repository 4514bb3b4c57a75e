import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { accountFor, environment, mannerFor } from './account.ts'
import { binaries } from './binaries.ts'
import { isServing, isZombie } from './files.ts'
import { type Postgres, startPostgres } from './launcher.ts'

vi.setConfig({ testTimeout: 30_000 })

const shelf = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir()
const quick = { fsync: 'off', autovacuum: 'off' }
const running: (() => unknown)[] = []

const newFolder = (name = 'data') => {
  const home = fs.mkdtempSync(path.join(shelf, 'preau-launcher-'))
  fs.chmodSync(home, 0o711)
  running.push(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
  return path.join(home, name)
}

const start = async (folder: string) => {
  const db = await startPostgres(folder, quick)
  running.push(db.stop)
  return db
}

const ask = async ({ host, port, user }: Pick<Postgres, 'host' | 'port' | 'user'>, text: string) => {
  const client = new pg.Client({ host, port, user, database: 'postgres' })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Another process that keeps the folder, as `npm start` would. */
const elsewhere = async (folder: string): Promise<{ child: ChildProcess; db: Postgres }> => {
  const script = `
    import { startPostgres } from ${JSON.stringify(import.meta.resolve('./launcher.ts'))}
    const db = await startPostgres(process.argv[1], ${JSON.stringify(quick)})
    console.log(JSON.stringify(db))
    process.stdin.on('end', () => db.stop().then(() => process.exit())).resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  running.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.stdin.end()
    await once(child, 'exit')
  })
  const [words] = await once(child.stdout, 'data')
  return { child, db: JSON.parse(String(words)) }
}

const postmaster = (folder: string) => Number(fs.readFileSync(path.join(folder, 'pg/postmaster.pid'), 'utf8').split('\n')[0])
const leftIn = (folder: string) => fs.readdirSync(folder).sort()

afterEach(async () => {
  for (const end of running.splice(0).reverse()) await end()
})

test('a school starts for the first time in a folder with a space, a quote and an accent, and again', async () => {
  const folder = newFolder(`it's the préau ${'long '.repeat(20)}`)
  const first = await start(folder)
  await ask(first, 'create table pupil as select 1 as id')
  await first.stop()
  expect(leftIn(folder)).toEqual(['pg', 'pg.log'])
  expect(fs.existsSync(first.host)).toBe(false)
  expect(await ask(await start(folder), 'select id from pupil')).toEqual([{ id: 1 }])
})

test('only this user and root can reach the socket, and there is no network', async () => {
  const db = await start(newFolder())
  expect(fs.statSync(db.host).mode & 0o777).toBe(0o700)
  expect(await ask(db, `select current_setting('listen_addresses') as at`)).toEqual([{ at: '' }])
})

test('the log holds neither a statement nor a row', async () => {
  const folder = newFolder()
  const db = await start(folder)
  await ask(db, 'create table person (name text primary key)')
  for (const text of [`insert into person values ('Astrid'), ('Astrid')`, `select 'Astrid'::int`])
    await expect(ask(db, text)).rejects.toThrow()
  const log = fs.readFileSync(path.join(folder, 'pg.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toContain('Astrid')
})

test('a second process on the same folder is a guest, and its leaving stops nothing', async () => {
  const folder = newFolder()
  const { db } = await elsewhere(folder)
  const guest = await start(folder)
  expect(guest).toMatchObject({ ours: false, host: db.host, keeper: db.keeper })
  await guest.stop()
  expect(await ask(db, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('three processes that start at once agree on one keeper', async () => {
  const folder = newFolder()
  const all = await Promise.all([elsewhere(folder), elsewhere(folder), start(folder)])
  const places = all.map((one) => ('db' in one ? one.db : one))
  expect(places.filter(({ ours }) => ours)).toHaveLength(1)
  expect(new Set(places.map(({ host }) => host)).size).toBe(1)
})

test('a killed PostgreSQL comes again on the same socket', async () => {
  const folder = newFolder()
  const db = await start(folder)
  const before = postmaster(folder)
  process.kill(before, 'SIGKILL')
  await expect.poll(() => ask(db, 'select 1 as one').catch(() => undefined), { timeout: 15_000 }).toEqual([{ one: 1 }])
  expect(postmaster(folder)).not.toBe(before)
})

test('a killed process takes its PostgreSQL along, and the next start clears what it left', async () => {
  const folder = newFolder()
  const { child, db } = await elsewhere(folder)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await expect.poll(() => isServing(db.host), { timeout: 10_000 }).toBe(false)
  const next = await start(folder)
  expect(next.ours).toBe(true)
  expect(fs.existsSync(db.host)).toBe(false)
})

test('an orphan, whose process is dead, is stopped and replaced', async () => {
  const folder = newFolder()
  await (await start(folder)).stop()
  const host = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-'))
  const bin = binaries()
  const account = accountFor(path.join(folder, 'pg'))
  if (process.getuid?.() === 0) fs.chownSync(host, account.uid, account.gid)
  const { words, options } = mannerFor(account, bin, folder)
  const [command = '', ...rest] = [
    ...words,
    path.join(bin, 'postgres'),
    '-D',
    path.join(folder, 'pg'),
    '-k',
    host,
    '-h',
    '',
    '-p',
    '5432',
  ]
  const orphan = spawn(command, rest, { env: environment, ...options, stdio: 'ignore' })
  running.push(() => orphan.kill('SIGKILL'))
  fs.writeFileSync(path.join(folder, 'pg.owner'), `4194303\n${host}\n`)
  await expect.poll(() => isServing(host), { timeout: 10_000 }).toBe(true)
  const next = await start(folder)
  expect([next.ours, orphan.exitCode]).toEqual([true, 0])
})

test('a stranger who got the number of a dead process does not delay a start', async () => {
  const folder = newFolder()
  await (await start(folder)).stop()
  fs.writeFileSync(path.join(folder, 'pg.owner'), `${process.ppid}\n/tmp/preau-gone\nanother-boot 1\n`)
  expect((await start(folder)).ours).toBe(true)
}, 9_000) // less than the patience that a living keeper would get

test('a dead postmaster that still has its number does not stop the next start', async () => {
  const folder = newFolder()
  await (await start(folder)).stop()
  // sh starts a child that ends soon, and becomes a program that never asks how it ended.
  const { uid, gid } = accountFor(path.join(folder, 'pg'))
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
    uid,
    gid,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  running.push(() => parent.kill())
  const zombie = Number(String((await once(parent.stdout, 'data'))[0]))
  await expect.poll(() => isZombie(zombie)).toBe(true)
  fs.writeFileSync(path.join(folder, 'pg/postmaster.pid'), `${zombie}\n${folder}/pg\n1\n5432\n/tmp\n\n\n`)
  expect((await start(folder)).ours).toBe(true)
})

test('a crash while the cluster is being made leaves nothing that is used', async () => {
  const folder = newFolder()
  fs.mkdirSync(path.join(folder, 'pg.draft-half'), { recursive: true })
  await start(folder)
  expect(leftIn(folder)).toEqual(['pg', 'pg.log', 'pg.owner'])
})

test('a cluster of another PostgreSQL is named in one line', async () => {
  const folder = newFolder()
  fs.mkdirSync(path.join(folder, 'pg'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'pg/PG_VERSION'), '17\n')
  await expect(start(folder)).rejects.toThrow('was made by PostgreSQL 17, and this Préau brings 18')
})
