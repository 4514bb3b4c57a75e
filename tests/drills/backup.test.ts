import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueClassKey, lookUpClassKey } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { erasePerson } from '#contract/privacy.ts'
import { nobody } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { embedded } from '#server/db/connection.ts'
import { startPostgres } from '#server/postgres/launcher.ts'
import { environmentWith } from '#server/settings/settings.ts'
import { burnNow, keepKeys } from '#server/working/burning.ts'
import { asker, classOf, facts, type Person, person, type World } from '#tests/world.ts'
import { openRing, type Wrapped } from '#vault/ring.ts'
import { fileRoot } from '#vault/root.ts'
import { backUp, copyOf, type House, newHome, openHouse } from './house.ts'

const LIVING = process.env['PREAU_FULL'] ? 500 : 5
const DAY = 86_400

const { home, leave } = newHome('backup')
const [keys, lastMonth, yesterday] = ['keys', 'last-month', 'yesterday'].map((name) => path.join(home, name)) as [
  string,
  string,
  string,
]
const open: House[] = []
let living: Person[]
let gone: Person
let goneLater: Person
let classKey: string
let schoolId: string
let ahead = 0

const keyRow = async (world: World, { id }: Person) => {
  const { rows } = await world.owner.query<{ wrapped: Buffer; week: number }>(
    'select wrapped, week from vault.key where owner_id = $1',
    [id],
  )
  return rows[0]!
}
const boundTo = ({ id }: Person): Wrapped => ({ schoolId, ownerId: id, version: 1 })
let key: Awaited<ReturnType<typeof keyRow>>

/** A school that is backed up, goes on for a month, is backed up again, erases once more, and is lost. */
beforeAll(async () => {
  const house = await openHouse(path.join(home, 'first'), keys)
  open.push(house)
  const { world } = house
  schoolId = world.schoolId
  const office = await person(world, { name: 'Inès Office', role: 'office' })
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  gone = await person(world, { name: 'Noor Benali', role: 'pupil' })
  goneLater = await person(world, { name: 'Otto Lindqvist', role: 'pupil' })
  const pupils: Person[] = []
  for (let nth = 0; nth < LIVING; nth++) pupils.push(await person(world, { name: `Élève ${nth}`, role: 'pupil' }))
  const class6B = await classOf(world, '6B', [rosa], [gone, goneLater, ...pupils])
  classKey = (await rosa.ask(issueClassKey, { params: { id: class6B } })).body['key'] as string
  living = [rosa, office, ...pupils]
  key = await keyRow(world, gone)

  await backUp(house, lastMonth)
  const erased = await office.ask(erasePerson, { params: { id: gone.id }, body: {} })
  expect(erased.status, erased.text).toBe(200)
  const ring = await openRing(keys, fileRoot(keys))
  expect(ring.unwrap(key.week, boundTo(gone), key.wrapped), 'before the burn the backup’s key still opens').toHaveLength(32)
  for (let week = 0; week < 4; week++) {
    world.move(7 * DAY)
    ahead += 7 * DAY * 1000
    await burnNow(world.installation)
  }
  await backUp(house, yesterday)
  expect((await office.ask(erasePerson, { params: { id: goneLater.id }, body: {} })).status).toBe(200)
  await keepKeys(world.installation)
  await house.close()
}, 300_000)
afterAll(async () => {
  for (const { close } of open.slice(1)) await close()
  leave()
})

const restored = async (backup: string, name: string) => {
  const own = copyOf(keys, path.join(home, `${name}-keys`)) // what one drill burns the next has still
  const house = await openHouse(copyOf(backup, path.join(home, name)), own, { schoolId, ahead })
  open.push(house)
  return house.world
}
const me = ({ app }: World, { token }: Person) => asker(app, 'preau', token)(readMe)
const usernames = (world: World) =>
  asSchool(world.installation, schoolId, 'administration', 'backup.look', async ({ tx, vault }) => {
    const { rows } = await world.owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person order by id')
    const contents = await vault.open(tx, schoolId, personTable, rows)
    const found = await vault.find(
      tx,
      'username',
      schoolId,
      contents.map(({ username }) => username),
    )
    const emails = await vault.find(
      tx,
      'email',
      nobody,
      living.map(({ accountId }) => `${accountId}@example.org`),
    )
    return { people: rows.map(({ id }) => id), found: found.map((one) => one?.id), emails: emails.map((one) => one?.id) }
  })

/** Everybody who lives is there, signs in and is found; whoever was erased is nowhere. */
const expectTheLiving = async (world: World) => {
  for (const one of living) expect((await me(world, one)).body).toMatchObject({ person: { display: one.name } })
  const { people, found, emails } = await usernames(world)
  expect(people.toSorted()).toEqual(living.map(({ id }) => id).toSorted())
  expect(found).toEqual(people)
  expect(emails).toEqual(living.map(({ accountId }) => accountId))
  expect((await world.visitor(lookUpClassKey, { body: { key: classKey } })).body).toMatchObject({ classLabel: '6B' })
}

test('last month’s backup by itself has the rows of the erased, and today’s keys open none of them', async () => {
  const postgres = await startPostgres(copyOf(lastMonth, path.join(home, 'bare')))
  const client = new pg.Client(embedded(postgres, 'preau').config('owner'))
  await client.connect()
  const { rows } = await client.query<{ wrapped: Buffer; week: number }>(
    'select wrapped, week from vault.key where owner_id = $1',
    [gone.id],
  )
  expect((await client.query('select from person where id = $1', [gone.id])).rowCount).toBe(1)
  await client.end()
  await postgres.stop()
  expect(rows).toEqual([key])
  const ring = await openRing(keys, fileRoot(keys))
  expect(() => ring.unwrap(key.week, boundTo(gone), key.wrapped)).toThrow('vault.ring_missing')
  for (const week of ring.weeks()) expect(() => ring.unwrap(week, boundTo(gone), key.wrapped)).toThrow('vault.wrong_key')
  expect(fs.readFileSync(path.join(keys, 'key-table.jsonl'), 'utf8')).not.toContain(gone.id)
})

test('restored with today’s keys, last month’s backup opens for the living and fails for the erased', async () => {
  const since = performance.now()
  const world = await restored(lastMonth, 'restored-month')
  console.log(`last month’s backup: restored and caught up in ${Math.round(performance.now() - since)} ms`)
  await expectTheLiving(world)
  for (const one of [gone, goneLater]) expect((await me(world, one)).status).toBe(401)
  expect(await facts(world)).toContain('vault.restored')
  expect((await burnNow(world.installation))?.dropped).toBe(0)
  await expectTheLiving(world)
})

test('restored before any burn, yesterday’s backup is told by the journal who was erased since', async () => {
  const world = await restored(yesterday, 'restored-yesterday')
  await expectTheLiving(world)
  expect((await me(world, goneLater)).status).toBe(401)
  const { rows } = await world.owner.query('select owner_id from vault.erased where owner_id = any ($1)', [
    [gone.id, goneLater.id],
  ])
  expect(rows).toHaveLength(2)
})

test('where the journal was changed, or the keys are another’s, a start says so in one line and lets nobody in', async () => {
  const start = (keysAt: string) => {
    const data = path.join(home, `restored-${path.basename(keysAt)}`)
    copyOf(lastMonth, data)
    const env = environmentWith({
      PREAU_DATA: data,
      PREAU_KEYS: keysAt,
      DATABASE_URL: '',
      PREAU_URL: '',
      PREAU_LOG: 'error',
      PORT: '0',
    })
    const { status, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, '../../bin/preau.js'), 'keys'], {
      env,
      encoding: 'utf8',
      timeout: 60_000,
    })
    return { status, lines: stderr.trim().split('\n') }
  }
  const tampered = copyOf(keys, path.join(home, 'tampered'))
  const journal = path.join(tampered, 'erasures.jsonl')
  fs.writeFileSync(journal, fs.readFileSync(journal, 'utf8').split('\n').slice(1).join('\n'))
  expect(start(tampered)).toEqual({
    status: 1,
    lines: [expect.stringMatching(/^preau: line 1 of erasures\.jsonl .* was changed/)],
  })
  const without = copyOf(keys, path.join(home, 'without'))
  fs.rmSync(path.join(without, 'key-table.jsonl'))
  expect(start(without)).toEqual({ status: 1, lines: [expect.stringMatching(/^preau: PREAU_KEYS has no key of week \d+/)] })
})
