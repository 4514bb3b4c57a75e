import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueClassKey, lookUpClassKey } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import type { Connection } from '#server/db/connection.ts'
import { openInstallation } from '#server/installation.ts'
import { classOf, facts, openWorld, type Person, person, type World } from '#tests/world.ts'
import { RING_LOCK } from '#vault/channel.queries.ts'
import { person as personOwner } from '#vault/owners.ts'
import { burnNow, sourcesOf } from './burning.ts'

const heart = { every: 20, patience: 1200 } // a busy machine may hold a process for a second

let world: World
let other: Installation
let closeOther: () => Promise<void>
let isCut = false
let rosa: Person
let noor: Person
beforeAll(async () => {
  world = await openWorld({ heart })
  const cuttable: Connection = {
    ...world.connection,
    config: (role) => ({ ...world.connection.config(role), ...(isCut && role === 'preau_vault' && { host: '/nowhere' }) }),
  }
  const opened = await openInstallation(world.settings, cuttable, 'http://localhost:3000', { clock: world.clock, heart })
  other = opened.installation
  closeOther = opened.close
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
})
afterAll(async () => {
  await closeOther()
  await world.close()
})

const inSchool = <T>(at: Installation, run: Parameters<typeof asSchool<T>>[4]) =>
  asSchool(at, world.schoolId, 'administration', 'keys.look', run)
const sealedOf = async ({ id }: Person) => {
  const { rows } = await world.owner.query<{ sealed: Buffer }>('select sealed from person where id = $1', [id])
  return { id, sealed: rows[0]!.sealed }
}
type Row = Awaited<ReturnType<typeof sealedOf>>
const nameAt = (at: Installation, row: Row) =>
  inSchool(at, async ({ tx, vault }) => (await vault.open(tx, world.schoolId, personTable, [row]))[0]!.names.display).catch(
    ({ code }: { code: string }) => code,
  )
const findAt = (at: Installation, username: string) =>
  inSchool(at, async ({ tx, vault }) => (await vault.find(tx, 'username', world.schoolId, [username]))[0]?.id).catch(
    ({ code }: { code: string }) => code,
  )
const usernameOf = async (row: Row) =>
  inSchool(world.installation, async ({ tx, vault }) => (await vault.open(tx, world.schoolId, personTable, [row]))[0]!.username)
const destroy = (who: Person) =>
  inSchool(world.installation, ({ tx, vault }) => vault.destroy(tx, world.schoolId, [personOwner(who.id)]))
const ringFiles = () => fs.readdirSync(path.join(world.settings.keys, 'ring'))
const keepHourly = async () => {
  await world.owner.query("select graphile_worker.add_job('vault.keep', '{}'::json)")
  await world.doJobs()
}

test('what stands behind every kind of index can be read by whoever burns', async () => {
  const sources = sourcesOf(world.installation)
  const target = { schoolId: world.schoolId, id: uuidv7() }
  for (const [kind, some] of Object.entries(sources)) {
    expect(some.length, `no sealed table says that its rows are found by ${kind}`).toBeGreaterThan(0)
    for (const source of some) expect(await world.installation.custody.transact((tx) => source(tx, [target]))).toEqual([])
  }
})

test('within seven days nothing burns; then every key moves, both are facts, and everybody is found as before', async () => {
  const classId = await classOf(world, '6B', [rosa], [noor])
  const key = (await rosa.ask(issueClassKey, { params: { id: classId } })).body['key'] as string
  const row = await sealedOf(noor)
  const username = await usernameOf(row)
  const before = ringFiles()
  world.move(6 * 86_400)
  await keepHourly()
  expect(ringFiles()).toEqual(before)
  world.move(86_400 + 60)
  await keepHourly()
  expect(ringFiles()).toHaveLength(1)
  expect(ringFiles()).not.toEqual(before)
  expect((await facts(world)).filter((name) => name.startsWith('vault.'))).toEqual(['vault.burned', 'vault.ring_destroyed'])
  const email = `${rosa.accountId}@example.org`
  for (const at of [world.installation, other]) {
    expect(await findAt(at, username)).toBe(noor.id)
    expect(await nameAt(at, row)).toBe('Noor Benali')
    const found = await inSchool(at, ({ tx, vault }) => vault.find(tx, 'email', nobody, [email]))
    expect(found[0]?.id).toBe(rosa.accountId)
  }
  expect((await world.visitor(lookUpClassKey, { body: { key } })).body).toMatchObject({ classLabel: '6B' })
  const copy = fs.readFileSync(path.join(world.settings.keys, 'key-table.jsonl'), 'utf8').split('\n').filter(Boolean)
  expect(copy.map((line) => `${JSON.parse(line).week}.key`)).toContain(ringFiles()[0])
  expect(copy.filter((line) => line.includes(noor.id))).toHaveLength(1)
})

const locks = async () =>
  (
    await world.owner.query<{ pid: number; week: number }>(
      "select pid, objid::int as week from pg_locks where locktype = 'advisory' and objsubid = 2 and database = (select oid from pg_database where datname = current_database())",
    )
  ).rows

test('each process says by a lock which week’s ring it has read; whoever says nothing is waited for, then loses its line', async () => {
  const before = await locks()
  expect(before.map(({ week }) => `${week}.key`)).toEqual([...ringFiles(), ...ringFiles()])
  const stuck = new pg.Client(world.connection.config('preau_vault'))
  const lost = new Promise<void>((resolve) => stuck.on('error', () => undefined).on('end', resolve))
  await stuck.connect()
  await stuck.query('select pg_advisory_lock_shared($1, 7)', [RING_LOCK])
  const done = await burnNow(world.installation)
  await lost
  const after = await locks()
  expect(after.map(({ week }) => week)).toEqual([done?.into, done?.into])
  expect(new Set(after.map(({ pid }) => pid)), 'who did hear has kept its line').toEqual(new Set(before.map(({ pid }) => pid)))
})

test('erased in one process, a pupil is forgotten by the other, whose cache had the name', async () => {
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'pupil' })
  const row = await sealedOf(otto)
  expect(await nameAt(other, row)).toBe('Otto Lindqvist')
  await destroy(otto)
  await expect.poll(() => nameAt(other, row), { interval: 5, timeout: 10_000 }).toBe('vault.erased')
  const written = async () => (await world.installation.custody.journal.written()).map(({ owner }) => owner)
  await expect.poll(written, { interval: 5, timeout: 10_000 }).toContain(otto.id)
})

const cut = async () => {
  isCut = true
  await world.owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'preau_listener' and datname = current_database()",
  )
}

test('without its line a process serves nothing stale, looks nobody up, and comes back by itself', async () => {
  const amal = await person(world, { name: 'Amal Benali', role: 'pupil' })
  const [gone, living] = [await sealedOf(amal), await sealedOf(noor)]
  const username = await usernameOf(living)
  for (const row of [gone, living]) expect(await nameAt(other, row)).toMatch(/Benali/)
  await cut()
  await destroy(amal)
  await expect.poll(() => nameAt(other, gone), { interval: 5, timeout: 10_000 }).toBe('vault.erased')
  await expect.poll(() => findAt(other, username), { interval: 5, timeout: 10_000 }).toBe('vault.stale')
  expect(await nameAt(other, living)).toBe('Noor Benali')
  isCut = false
  await expect.poll(() => findAt(other, username), { interval: 5, timeout: 10_000 }).toBe(noor.id)
})

test('what was damaged, moved or erased is refused with a code, and a fact says so', async () => {
  const whole = (await sealedOf(noor)).sealed
  const put = (sealed: Buffer) =>
    world.owner.query(
      `set local app.fields = 'names'; update person set sealed = '\\x${sealed.toString('hex')}' where id = '${noor.id}'`,
    )
  const before = (await facts(world)).length
  const refused = async () => (await facts(world)).slice(before).filter((name) => name === 'vault.refused').length
  const asked = async () => {
    world.installation.vault.clear()
    const { status, body } = await noor.ask(readMe)
    return [status, body.code]
  }
  const flipped = Buffer.from(whole)
  flipped[flipped.length - 20]! ^= 1
  await put(flipped)
  expect(await asked()).toEqual([500, 'vault.damaged'])
  await put((await sealedOf(rosa)).sealed)
  expect(await asked()).toEqual([500, 'vault.damaged'])
  await put(whole)
  expect(await asked()).toEqual([200, undefined])
  await world.owner.query('delete from vault.key where owner_id = $1', [noor.id])
  expect(await asked()).toEqual([410, 'vault.erased'])
  expect(await refused()).toBe(3)
  world.installation.vault.clear()
  expect(await nameAt(world.installation, { id: noor.id, sealed: whole }), 'nor for work of the school itself').toBe(
    'vault.erased',
  )
  expect(await refused()).toBe(4)
})
