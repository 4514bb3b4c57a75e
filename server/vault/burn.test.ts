import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Actor, as, connect, type Databases, type Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Connection } from '#server/db/connection.ts'
import { freshDatabase, ownerPool } from '../../tests/database.ts'
import { type Burning, burn, isDue } from './burn.ts'
import { openVault } from './open.ts'
import { person } from './owners.ts'
import { type Ring, weekName, weekOf } from './ring.ts'
import { sealedSource } from './sources.ts'
import { sealedTable } from './tables.ts'
import { transactions } from './transact.ts'
import type { Vault } from './vault.ts'

type Person = { display: string; username: string }
const people = sealedTable<Person>('person')
const clock = { now: () => new Date('2026-09-07T08:00:00Z') }
const later = new Date('2026-09-14T08:00:00Z')
const coming = weekOf(later)
const schools = [uuidv7(), uuidv7()]

let folder: string
let connection: Connection
let owner: ReturnType<typeof ownerPool>
let db: Databases
let own: ReturnType<typeof transactions>
let vault: Vault
let ring: Ring

const opened = () => openVault({ folder, transact: own.transact, clock })
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-keys-'))
  connection = await freshDatabase()
  owner = ownerPool(connection)
  db = connect(connection)
  own = transactions(connection)
  ;({ vault, ring } = await opened())
  for (const id of schools)
    await owner.query(
      `insert into school (school_id, slug, name, profile, kind, profile_from, locale, time_zone, created_at, version)
       values ($1, $2, 'Demo', 'EU-FR', 'public', '2026-01-01', 'fr', 'Europe/Paris', now(), 1)`,
      [id, `s${id}`],
    )
})
afterEach(async () => {
  await Promise.all([db.end(), own.end(), owner.end()])
  fs.rmSync(folder, { recursive: true })
})

const jobOf = (schoolId: string): Actor => ({
  schoolId,
  personId: '00000000-0000-0000-0000-000000000000',
  accountId: null,
  session: null,
  purpose: 'administration',
  requestId: uuidv7(),
  action: 'test',
})
const inSchool = <T>(schoolId: string, run: (tx: Tx) => Promise<T>) => as(db, jobOf(schoolId), run)

type Pupil = { school: string; id: string; username: string; sealed: Buffer }
const addPupil = (nth: number, by = vault): Promise<Pupil> => {
  const [school, id, username] = [schools[nth % 2]!, uuidv7(), `pupil.${nth}`]
  return inSchool(school, async (tx) => {
    const [sealed] = await by.seal(tx, school, 'person', [
      { id, owners: person(id), content: { display: `Pupil ${nth}`, username } },
    ])
    if (!(await by.reserve(tx, school, 'username', username, id))) throw new Error(`${username} is taken`)
    await owner.query('insert into person (school_id, id, sealed, created_at, version) values ($1, $2, $3, now(), 1)', [
      school,
      id,
      sealed,
    ])
    return { school, id, username, sealed: sealed! }
  })
}
const addPupils = (count: number) => Promise.all(Array.from({ length: count }, (_, nth) => addPupil(nth)))
const open = (pupil: Pupil, by = vault) => inSchool(pupil.school, (tx) => by.open(tx, pupil.school, people, [pupil]))
const isFound = async ({ school, username, id }: Pupil, by = vault) =>
  (await inSchool(school, (tx) => by.find(tx, 'username', school, [username])))[0]?.id === id
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'opened',
    (error: { code?: string }) => error.code ?? String(error),
  )

const sources = (by: Vault): Burning['sources'] => {
  const usernames = sealedSource(
    by,
    { in: 'public.person', sealed: people, values: ({ username }) => [username] },
    () => undefined,
  )
  return { username: [usernames], email: [], external_id: [], class_key: [] }
}
const burning = (more: Partial<Burning> = {}): Burning => ({
  ring,
  transact: own.transact,
  sources: sources(vault),
  now: later,
  most: 7,
  ...more,
})
const keyFiles = () => fs.readdirSync(path.join(folder, 'ring'))
const weeksOfRows = async () =>
  (await owner.query('select distinct week from vault.key union select week from vault.blind_index')).rows.map(({ week }) => week)

test('a burn moves every key and index of every school, and leaves one ring key', async () => {
  const pupils = await addPupils(40)
  const [before] = await weeksOfRows()
  const done = await burn(burning())
  expect(done).toMatchObject({ week: before, into: coming, keys: 40, indexes: 40, dropped: 0 })
  expect(keyFiles()).toEqual([`${coming}.key`])
  expect(await weeksOfRows()).toEqual([coming])
  const restarted = await opened()
  for (const by of [vault, restarted.vault])
    for (const pupil of pupils) {
      by.clear()
      expect(await open(pupil, by)).toMatchObject([{ username: pupil.username }])
      expect(await isFound(pupil, by)).toBe(true)
    }
  const { rows } = await owner.query(
    'select week, retired_at is not null as retired, burned_at is not null as burned, keys_moved from vault.ring order by week',
  )
  expect(rows).toEqual([
    { week: before, retired: true, burned: true, keys_moved: 40 },
    { week: coming, retired: false, burned: false, keys_moved: 0 },
  ])
})

test('last month’s backup with today’s keys opens the living and not the erased', async () => {
  const [gone, living] = await addPupils(2)
  const backup = (
    await owner.query('select school_id, owner_id, kind, version, week, wrapped, created_at from vault.key where owner_id = $1', [
      gone!.id,
    ])
  ).rows[0]
  await inSchool(gone!.school, (tx) => vault.destroy(tx, gone!.school, [person(gone!.id)]))
  await burn(burning())
  vault.clear()
  expect(await codeOf(open(gone!))).toBe('vault.erased')
  expect(await open(living!)).toMatchObject([{ username: living!.username }])
  await owner.query('insert into vault.key values ($1, $2, $3, $4, $5, $6, $7)', Object.values(backup)) // the key row comes back from the backup too
  expect(await codeOf(open(gone!))).toBe('vault.ring_missing')
})

test('whoever writes, reads and looks up during a burn notices nothing, in this process or another', {
  timeout: 60_000,
}, async () => {
  const pupils = await addPupils(30)
  const [other, reader] = [await opened(), await opened()] // other processes have rings of their own in memory
  let nth = 100
  const pause = async () => {
    for (const pupil of pupils.slice(0, 5)) expect(await isFound(pupil, reader.vault)).toBe(true) // it signs people in and does nothing else
    for (const by of [vault, other.vault]) {
      const taken = pupils[nth % 30]!
      expect(await inSchool(taken.school, (tx) => by.reserve(tx, taken.school, 'username', taken.username, uuidv7()))).toBe(false)
      const added = await addPupil(nth++, by)
      pupils.push(added)
      by.clear()
      const some = [added, pupils[nth % 30]!]
      for (const pupil of some) {
        expect(await open(pupil, by)).toMatchObject([{ username: pupil.username }])
        expect(await isFound(pupil, by)).toBe(true)
        expect(
          await codeOf(
            inSchool(pupil.school, async (tx) =>
              expect(await by.reserve(tx, pupil.school, 'username', pupil.username, uuidv7())).toBe(false),
            ),
          ),
        ).toBe('opened')
      }
    }
  }
  const done = await burn(burning({ pause, announce: reader.vault.refresh }))
  expect(done.dropped).toBe(0)
  expect(await weeksOfRows()).toEqual([coming])
  for (const pupil of pupils) expect(await isFound(pupil, other.vault)).toBe(true)
})

test('writers who are slow to commit under the past week are waited for', async () => {
  let finish = () => {}
  const held = new Promise<void>((resolve) => (finish = resolve))
  const id = uuidv7()
  let begun = () => {}
  const hasBegun = new Promise<void>((resolve) => (begun = resolve))
  const slow = inSchool(schools[0]!, async (tx) => {
    const [sealed] = await vault.seal(tx, schools[0]!, 'person', [
      { id, owners: person(id), content: { display: 'slow', username: 'slow' } },
    ])
    begun()
    await held
    return sealed!
  })
  await hasBegun
  let isBurned = false
  const burned = burn(burning()).then((done) => {
    isBurned = true
    return done
  })
  await addPupil(1) // under the coming week: nobody waits but the burn
  expect(isBurned).toBe(false)
  finish()
  const sealed = await slow
  await burned
  vault.clear()
  expect(await open({ school: schools[0]!, id, username: 'slow', sealed })).toMatchObject([{ display: 'slow' }])
})

/** Everything a burn does to disk and database, dying at the nth of these steps: before it or just after. */
const dyingAt = (nth: number, isAfter: boolean): Pick<Burning, 'ring' | 'transact'> => {
  let left = nth
  const step = async <T>(work: () => Promise<T> | T): Promise<T> => {
    const isLast = left-- === 0
    if (isLast && !isAfter) throw new Error('killed')
    const result = await work()
    if (isLast) throw new Error('killed')
    return result
  }
  return {
    transact: (work) => step(() => own.transact(work)),
    ring: { ...ring, make: (week) => step(() => ring.make(week)), refresh: () => step(ring.refresh) },
  }
}

test('a burn that dies at any step is ended by the next', { timeout: 60_000 }, async () => {
  const pupils = await addPupils(8)
  for (let nth = 0; nth < 16; nth++)
    for (const isAfter of [false, true]) {
      await burn(burning({ most: 3, ...dyingAt(nth, isAfter) })).catch((error: Error) => error.message)
      expect(keyFiles().length).toBeLessThanOrEqual(2)
      await addPupil(1000 + nth * 2 + Number(isAfter))
      for (const pupil of pupils) {
        vault.clear()
        expect(await open(pupil)).toMatchObject([{ username: pupil.username }])
        expect(await isFound(pupil)).toBe(true)
      }
    }
  await burn(burning())
  await burn(burning())
  expect(keyFiles()).toHaveLength(1)
  expect(await weeksOfRows()).toHaveLength(1)
  for (const pupil of pupils) expect(await isFound(pupil)).toBe(true)
})

test('kill -9 in the middle of a burn loses nothing', { timeout: 60_000 }, async () => {
  const pupils = await addPupils(30)
  const script = `
    const { burn } = await import(${JSON.stringify(import.meta.resolve('./burn.ts'))})
    const { openVault } = await import(${JSON.stringify(import.meta.resolve('./open.ts'))})
    const { sealedSource } = await import(${JSON.stringify(import.meta.resolve('./sources.ts'))})
    const { sealedTable } = await import(${JSON.stringify(import.meta.resolve('./tables.ts'))})
    const { transactions } = await import(${JSON.stringify(import.meta.resolve('./transact.ts'))})
    const { folder, config } = JSON.parse(process.argv[1])
    const { transact } = transactions({ embedded: true, config: () => config })
    const { vault, ring } = await openVault({ folder, transact, clock: { now: () => new Date() } })
    const username = [sealedSource(vault, { in: 'public.person', sealed: sealedTable('person'), values: (p) => [p.username] }, () => {})]
    const pause = async () => { console.log('batch'); await new Promise((r) => process.stdin.once('data', r)) }
    await burn({ ring, transact, now: new Date(process.argv[2]), most: 4, pause, sources: { username, email: [], external_id: [], class_key: [] } })`
  const words = JSON.stringify({ folder, config: connection.config('preau_vault') })
  for (const batches of [1, 3, 11]) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, words, later.toISOString()], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    for (let left = batches; left > 0; left--) {
      if (left < batches) child.stdin.write('on')
      await Promise.race([once(child.stdout, 'data'), ended])
    }
    child.kill('SIGKILL')
    await ended
    expect(keyFiles()).toHaveLength(2)
  }
  await burn(burning())
  expect(await weeksOfRows()).toEqual([coming])
  for (const pupil of pupils) expect(await isFound(pupil)).toBe(true)
})

test('an index whose values cannot be read stops the burn before it is lost', async () => {
  await addPupils(30)
  const blind = { username: [], email: [], external_id: [], class_key: [] }
  expect(await codeOf(burn(burning({ sources: blind, most: 100 })))).toBe('vault.index_lost')
  expect(await burn(burning())).toMatchObject({ indexes: 30, dropped: 0 })
})

test('a damaged key stops the burn before the past week is destroyed, until it is put right or given up', async () => {
  const [rosa, otto, noor] = await addPupils(3)
  const wrappedOf = async (id: string) =>
    (await owner.query('select wrapped from vault.key where owner_id = $1', [id])).rows[0].wrapped
  const put = (id: string, wrapped: Buffer) => owner.query('update vault.key set wrapped = $2 where owner_id = $1', [id, wrapped])
  const right = await wrappedOf(rosa!.id)
  await put(rosa!.id, Buffer.alloc(60))
  expect(await codeOf(burn(burning()))).toBe('vault.key_lost')
  expect(keyFiles()).toHaveLength(2)
  await put(rosa!.id, right)
  expect(await burn(burning())).toMatchObject({ keys: 3, indexes: 3, dropped: 0 })
  await put(noor!.id, Buffer.alloc(60))
  vault.clear()
  expect(await codeOf(burn(burning()))).toBe('vault.key_lost')
  expect(await burn(burning({ acceptsLoss: true }))).toMatchObject({ keys: 3, indexes: 2, dropped: 1 })
  vault.clear()
  expect(await codeOf(open(noor!))).toBe('vault.wrong_key')
  for (const pupil of [rosa!, otto!]) expect(await open(pupil)).toMatchObject([{ username: pupil.username }])
})

test('lost ring keys are said at the start, not made anew', async () => {
  await addPupils(1)
  fs.rmSync(path.join(folder, 'ring'), { recursive: true })
  expect(await codeOf(opened())).toBe('vault.ring_missing')
})

test('a week has the name that a calendar gives it', () => {
  const days = ['2024-12-30', '2026-11-22', '2026-11-23', '2027-01-03']
  expect(days.map((day) => weekName(weekOf(new Date(day))))).toEqual(['2025-W01', '2026-W47', '2026-W48', '2026-W53'])
})

test('a burn is due when the newest week is seven days old, or one was cut short', async () => {
  await addPupil(1)
  const day = 86_400_000
  const begun = clock.now().getTime()
  expect(await isDue(own.transact, new Date(begun + 6 * day))).toBe(false)
  expect(await isDue(own.transact, new Date(begun + 7 * day))).toBe(true)
  const extra = new Date(begun + 3 * day)
  await expect(burn(burning({ now: extra, pause: () => Promise.reject(new Error('cut short')) }))).rejects.toThrow('cut short')
  expect(await isDue(own.transact, extra)).toBe(true)
  await burn(burning({ now: extra }))
  expect(await isDue(own.transact, new Date(begun + 9 * day))).toBe(false)
  expect(await isDue(own.transact, new Date(begun + 10 * day))).toBe(true)
})
