import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueClassKey, makeJoinRequest } from '#contract/classes.ts'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import { asSchool } from '#kernel/system.ts'
import { type Catalogue, readCatalogue } from '#modules/privacy/catalogue.ts'
import { dataMap } from '#server/registry.ts'
import { burnNow } from '#server/working/burning.ts'
import { openGarden } from '#tests/canary/garden.ts'
import { type Family, plant } from '#tests/canary/planting.ts'
import { placesOf } from '#tests/canary/searching.ts'
import { classOf, type Person, person } from '#tests/world.ts'
import { account, type Owner, person as personOwner } from '#vault/owners.ts'
import { type House, newHome, openHouse } from './house.ts'
import { filesWith } from './scanning.ts'

/** A word that nothing else contains, and in which nothing repeats: so that compression leaves it whole. */
const newWord = () => `z${randomBytes(9).toString('hex')}`
const bytes = (...words: readonly string[]) => words.map((word) => Buffer.from(word))

const { home, leave } = newHome('bytes')
const word = newWord()
let house: House
let data: string
let office: Person
let catalogue: Catalogue
let canary: Family
const settled = () => house.world.owner.query('checkpoint')
const ask = async (text: string, parameters: unknown[]) =>
  (await house.world.owner.query<{ place: string }>(text, parameters)).rows

/** An installation in which somebody whose every value bears the word has been written, read, mailed, exported. */
beforeAll(async () => {
  data = path.join(home, 'data')
  house = await openHouse(data, path.join(home, 'data-keys'), { mailsToFolder: true })
  const { world } = house
  office = await person(world, { name: 'Inès Office', role: 'office' })
  const rosa = await person(world, { name: `Rosa ${word}`, role: 'teacher' })
  catalogue = await readCatalogue(world.owner)
  canary = await plant(await openGarden(world, dataMap, catalogue), word)
  const class6B = await classOf(world, word, [rosa], [])
  const key = (await rosa.ask(issueClassKey, { params: { id: class6B } })).body['key'] as string
  const body = {
    key,
    child: `Noor ${word}`,
    relation: 'mother',
    name: `Amal ${word}`,
    email: `${word}@example.org`,
    locale: 'fr',
  }
  expect((await world.visitor(makeJoinRequest, { body })).status).toBe(200)
  await world.doJobs()
  expect((await office.ask(exportPerson, { params: { id: canary.personId } })).text).toContain(word)
  await settled()
}, 300_000)
afterAll(async () => {
  await house.close()
  leave()
})

const fileOf = async (relation: string) => {
  const { rows } = await house.world.owner.query<{ at: string }>('select pg_relation_filepath($1::text::regclass) as at', [
    relation,
  ])
  return path.join('pg', rows[0]!.at)
}

/** Each writes a word of its own where words could hide, and says in which file it must then be found. */
const hidingPlaces: Record<string, (word: string) => Promise<string>> = {
  'a short value': async (one) => {
    await house.world.owner.query('create table control_short (said text)')
    await house.world.owner.query('insert into control_short values ($1)', [one])
    return fileOf('control_short')
  },
  'a value of 6 KB': async (one) => {
    await house.world.owner.query('create table control_long (said text)')
    await house.world.owner.query('insert into control_long values ($1)', [`once ${one} ${'upon a time '.repeat(500)}`])
    return fileOf('control_long')
  },
  'a value of 6 KB that does not compress well, in the table beside': async (one) => {
    await house.world.owner.query('create table control_beside (said text)')
    const long = `${randomBytes(2000).toString('base64')} ${one} ${randomBytes(2000).toString('base64')}`
    await house.world.owner.query('insert into control_beside values ($1)', [long])
    const { rows } = await house.world.owner.query<{ beside: string }>(
      "select reltoastrelid::regclass::text as beside from pg_class where relname = 'control_beside'",
    )
    return fileOf(rows[0]!.beside)
  },
  'an index whose row was deleted': async (one) => {
    await house.world.owner.query('create table control_index (said text primary key)')
    await house.world.owner.query('insert into control_index values ($1)', [one])
    await house.world.owner.query('delete from control_index')
    return fileOf('control_index_pkey')
  },
  'the payload of a job': async (one) => {
    await house.world.owner.query("select graphile_worker.add_job('control', $1::json, run_at := '2100-01-01')", [
      JSON.stringify({ said: one }),
    ])
    return fileOf('graphile_worker._private_jobs')
  },
  'the write-ahead log': async (one) => {
    await house.world.owner.query("select pg_logical_emit_message(false, 'control', $1)", [one])
    const { rows } = await house.world.owner.query<{ name: string }>('select pg_walfile_name(pg_current_wal_lsn()) as name')
    return path.join('pg/pg_wal', rows[0]!.name)
  },
  'the log of PostgreSQL': async (one) => {
    await house.world.owner.query(`do $$ begin raise log '${one}'; end $$`)
    return 'pg.log'
  },
  'a letter': async (one) => {
    fs.writeFileSync(path.join(data, 'mail', 'control.txt'), `Chère ${one}`)
    return 'mail/control.txt'
  },
  'a letter in Base64': async (one) => {
    fs.writeFileSync(path.join(data, 'mail', 'control.b64'), Buffer.from(`Chère madame ${one}, bonjour`).toString('base64'))
    return 'mail/control.b64'
  },
  'a compressed file': async (one) => {
    fs.writeFileSync(path.join(data, 'control.gz'), gzipSync(`${'upon a time '.repeat(50)}${one}`))
    return 'control.gz'
  },
  'a file within a package': async (one) => {
    const head = Buffer.alloc(30)
    head.write('PK\x03\x04', 'latin1')
    head.writeUInt16LE(8, 8)
    fs.writeFileSync(path.join(data, 'control.zip'), Buffer.concat([head, deflateRawSync(`${'a time '.repeat(50)}${one}`)]))
    return 'control.zip'
  },
}

test.each(Object.entries(hidingPlaces))('the search finds a word in %s', async (_, hide) => {
  const control = newWord()
  expect(filesWith(data, bytes(control))).toEqual([])
  const file = await hide(control)
  await settled()
  expect(filesWith(data, bytes(control))).toContain(file)
})

test('of the canary, whom every table knows, not a word is in clear: in no file, and in no column', async () => {
  expect(fs.readdirSync(path.join(data, 'mail')).some((name) => name.endsWith('.sealed'))).toBe(true)
  expect(await placesOf(ask, catalogue, [canary.personId])).toEqual(
    expect.arrayContaining(['public.person.id', 'vault.key.owner_id']),
  )
  expect(await placesOf(ask, catalogue, [word])).toEqual([])
  const since = performance.now()
  expect(filesWith(home, bytes(word))).toEqual([])
  console.log(`searched the whole data folder in ${Math.round(performance.now() - since)} ms`)
})

type Key = { school_id: string; owner_id: string; version: number; week: number; wrapped: Buffer }

test('erased and burned, copies of the canary’s keys are still on the disk, and nothing that is there opens any of them', async () => {
  const { world } = house
  const { ring } = world.installation.custody
  const owners: Owner[] = [personOwner(canary.personId), account(canary.accountId)]
  const raw = await asSchool(world.installation, world.schoolId, 'administration', 'bytes.look', ({ tx, vault }) =>
    vault.rawKeys(tx, world.schoolId, owners),
  )
  const { rows: keys } = await world.owner.query<Key>(
    'select school_id, owner_id, version, week, wrapped from vault.key where owner_id = any ($1)',
    [owners.map(({ id }) => id)],
  )
  const opens = ({ school_id, owner_id, version, wrapped }: Key, week: number) => {
    try {
      return ring.unwrap(week, { schoolId: school_id, ownerId: owner_id, version }, wrapped).length === 32
    } catch {
      return false
    }
  }
  expect(keys).toHaveLength(2)
  expect(keys.map((key) => opens(key, key.week))).toEqual([true, true])
  const ringFile = path.join(house.keys, 'ring', `${keys[0]!.week}.key`)
  const ringKey = fs.readFileSync(ringFile)

  const reply = await office.ask(erasePerson, { params: { id: canary.personId }, body: {} })
  expect(reply.status, reply.text).toBe(200)
  await settled()
  const wrapped = keys.map((key) => key.wrapped)
  expect(
    keys.map((key) => opens(key, key.week)),
    'before the burn a copy could be taken back',
  ).toEqual([true, true])
  await burnNow(world.installation)
  await settled()

  expect(filesWith(data, wrapped).length, 'the wrapped keys are still found').toBeGreaterThan(0)
  expect(filesWith(house.keys, wrapped)).toEqual([])
  for (const key of keys) for (const week of [key.week, ...ring.weeks()]) expect(opens(key, week)).toBe(false)
  expect(fs.existsSync(ringFile)).toBe(false)
  expect(filesWith(home, [...raw, ringKey])).toEqual([])
  expect(filesWith(home, bytes(word))).toEqual([])
  const control = path.join(house.keys, 'control')
  fs.writeFileSync(control, Buffer.concat([randomBytes(100), raw[0]!]))
  expect(filesWith(home, raw), 'a key in clear would be found').toEqual(['data-keys/control'])
})
