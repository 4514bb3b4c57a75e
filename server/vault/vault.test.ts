import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, as, connect, type Databases, type Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Connection } from '#server/db/connection.ts'
import { freshDatabase, ownerPool } from '../../tests/database.ts'
import { normalised } from './blind.ts'
import { burn } from './burn.ts'
import { fileKey, survivingFileKey } from './files.ts'
import { erasureJournal } from './journal.ts'
import { openVault } from './open.ts'
import { account, all, any, person } from './owners.ts'
import { sealedTable } from './tables.ts'
import { transactions } from './transact.ts'
import { makeVault, type Vault } from './vault.ts'

const school = uuidv7()
const otherSchool = uuidv7()
const folder = mkdtempSync(path.join(os.tmpdir(), 'preau-keys-'))
const clock = { now: () => new Date('2026-09-07T08:00:00Z') }
let connection: Connection
let db: Databases
let vault: Vault
let own: ReturnType<typeof transactions>

beforeAll(async () => {
  connection = await freshDatabase()
  db = connect(connection)
  own = transactions(connection)
  vault = (await openVault({ folder, transact: own.transact, clock })).vault
})
afterAll(async () => {
  await db.end()
  await own.end()
  rmSync(folder, { recursive: true })
})

const actor = (schoolId: string): Actor => ({
  schoolId,
  personId: uuidv7(),
  accountId: null,
  session: null,
  purpose: 'teaching',
  requestId: uuidv7(),
  action: 'test',
})
const inSchool = <T>(run: (tx: Tx) => Promise<T>, at = school) => as(db, actor(at), run)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'opened',
    (error: { code?: string }) => error.code ?? String(error),
  )

const sealFor = (
  owners: Parameters<Vault['seal']>[3][number]['owners'],
  content: object = { display: 'Élodie Ménard' },
  id = uuidv7(),
) => inSchool(async (tx) => ({ id, sealed: (await vault.seal(tx, school, 'person', [{ id, owners, content }]))[0]! }))
type Names = { display: string }
const people = sealedTable<Names>('person', { kept: true })
const posts = sealedTable<Names>('post')
const openOne = (row: { id: string; sealed: Buffer }, { table = people, at = school, by = vault } = {}) =>
  inSchool(async (tx) => (await by.open(tx, at, table, [row]))[0]!, at)

test('what was sealed for a pupil opens again, here and after a restart', async () => {
  const row = await sealFor(person(uuidv7()))
  expect(row.sealed.includes('Élodie')).toBe(false)
  expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' })
  const restarted = (await openVault({ folder, transact: own.transact, clock })).vault
  expect(await openOne(row, { by: restarted })).toEqual({ display: 'Élodie Ménard' })
})

test('an account opens from every school that its person belongs to', async () => {
  const row = await sealFor(all([account(uuidv7()), person(uuidv7())]))
  vault.clear()
  expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' })
})

test('a row that was moved to another row, table or school is refused', async () => {
  const row = await sealFor(person(uuidv7()))
  for (const fresh of [false, true]) {
    if (fresh) vault.clear()
    expect(await codeOf(openOne({ ...row, id: uuidv7() }))).toBe('vault.moved')
    expect(await codeOf(openOne(row, { table: posts }))).toBe('vault.moved')
    expect(await codeOf(openOne(row, { at: otherSchool }))).toBe('vault.moved')
  }
})

test('an erased pupil cannot be opened, and nobody gets a new key in that name', async () => {
  const pupil = uuidv7()
  const row = await sealFor(person(pupil))
  const other = await sealFor(person(uuidv7()))
  expect(await inSchool((tx) => vault.destroy(tx, school, [person(pupil)]))).toBe(1)
  vault.forget(pupil)
  expect(await codeOf(openOne(row))).toBe('vault.erased')
  expect(await codeOf(sealFor(person(pupil)))).toBe('vault.erased')
  expect(await inSchool((tx) => vault.openSurviving(tx, school, people, [row, other]))).toEqual([
    undefined,
    { display: 'Élodie Ménard' },
  ])
})

test('a conversation lives until the last of its people or its school year is gone', async () => {
  const [a, b] = [uuidv7(), uuidv7()]
  const epoch = await inSchool((tx) => vault.epoch(tx, school, 'school_life', '2026-08-15'))
  expect(await inSchool((tx) => vault.epoch(tx, school, 'school_life', '2026-08-15'))).toEqual(epoch)
  const row = await sealFor(all([any([person(a), person(b)]), epoch]))
  const erase = async (id: string, kind: 'person' | 'epoch' = 'person') => {
    await inSchool((tx) => vault.destroy(tx, school, [{ kind, id }]))
    vault.forget(id)
  }
  await erase(a)
  expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' })
  const another = await sealFor(all([any([person(b), person(uuidv7())]), epoch]))
  await erase(b)
  expect(await codeOf(openOne(row))).toBe('vault.erased')
  await erase(epoch.id, 'epoch')
  expect(await codeOf(openOne(another))).toBe('vault.erased')
})

test('a key made in a transaction that was rolled back is never used again', async () => {
  const pupil = uuidv7()
  const rolledBack = inSchool(async (tx) => {
    const [sealed] = await vault.seal(tx, school, 'post', [{ id: pupil, owners: person(pupil), content: {} }])
    const rows = [{ id: pupil, sealed: sealed! }]
    expect(await vault.open(tx, school, posts, rows)).toEqual([{}])
    expect(await vault.open(tx.withSchema('public'), school, posts, rows)).toEqual([{}]) // by another handle too
    throw new Error('rolled back')
  })
  await expect(rolledBack).rejects.toThrow('rolled back')
  const row = await sealFor(person(pupil))
  vault.clear()
  expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' })
})

test('two who write about a new pupil at once use one key', async () => {
  const pupil = uuidv7()
  const rows = await Promise.all(Array.from({ length: 8 }, () => sealFor(person(pupil))))
  vault.clear()
  for (const row of rows) expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' })
})

test('what is remembered is bounded, goes on erasure, and is void without a heartbeat', async () => {
  let now = 0
  const { ring } = await openVault({ folder, transact: own.transact, clock })
  const small = makeVault(ring, { keys: 10, contents: 4, now: () => now })
  const rows = await Promise.all(Array.from({ length: 30 }, () => sealFor(person(uuidv7()))))
  const openAll = () => inSchool((tx) => small.open(tx, school, people, rows))
  await openAll()
  expect(small.counters().keys.size).toBeLessThanOrEqual(10)
  expect(small.counters().contents.size).toBeLessThanOrEqual(4)
  const [first] = rows
  await openOne(first!, { by: small })
  const { hits } = small.counters().contents
  await openOne(first!, { by: small })
  expect(small.counters().contents.hits).toBe(hits + 1)
  small.staleAfter(1000)
  now = 1500
  await openOne(first!, { by: small })
  expect(small.counters().contents.hits).toBe(hits + 1)
  small.heartbeat()
  expect(small.counters().contents.size).toBe(0)
})

test('a value is found without being readable, in its own school only, and belongs to one', async () => {
  const [rosa, otto] = [uuidv7(), uuidv7()]
  const reserve = (id: string, at = school) => inSchool((tx) => vault.reserve(tx, at, 'username', 'Rosa.Ménard', id), at)
  expect(await reserve(rosa)).toBe(true)
  expect(await reserve(rosa)).toBe(true)
  expect(await reserve(otto)).toBe(false)
  expect(await reserve(otto, otherSchool)).toBe(true)
  const find = (value: string) => inSchool((tx) => vault.find(tx, 'username', school, [value, 'nobody']))
  expect(await find(' ROSA.ME\u0301NARD ')).toEqual([{ schoolId: school, id: rosa }, undefined])
  expect(vault.lookUp('username', school, 'rosa').map((d) => d.toString('hex'))).not.toEqual(
    vault.lookUp('username', otherSchool, 'rosa').map((d) => d.toString('hex')),
  )
  await inSchool((tx) => vault.destroy(tx, school, [person(rosa)])) // no key was made: nothing to destroy, but the pointer goes
  expect(await find('rosa.ménard')).toEqual([undefined, undefined])
})

test('what looks or sounds the same is the same value', () => {
  expect(['Zoë', 'ZOE\u0308', ' zoë '].map(normalised)).toEqual(['zoë', 'zoë', 'zoë'])
  expect(normalised('ＺＯË')).toBe('zoë')
  expect(normalised('ℌugo')).toBe('hugo')
})

test('the keys of another school do not exist', async () => {
  const pupil = uuidv7()
  await sealFor(person(pupil))
  vault.clear()
  expect(await inSchool((tx) => vault.survivingKeys(tx, school, [person(pupil)]), otherSchool)).toEqual([undefined])
})

test('a withdrawn photo has no key any more, in a backup as little as here', async () => {
  const id = uuidv7()
  const key = await inSchool((tx) => fileKey(vault, tx, school, id))
  expect(await inSchool((tx) => survivingFileKey(vault, tx, school, id))).toEqual(key)
  await inSchool((tx) => vault.destroy(tx, school, [{ kind: 'file', id }]))
  vault.forget(id)
  expect(await codeOf(inSchool((tx) => survivingFileKey(vault, tx, school, id)))).toBe('vault.erased')
})

test('this process forgets the erased by itself, also what it opens while the erasure is not yet done', async () => {
  const pupil = uuidv7()
  const row = await sealFor(person(pupil))
  await openOne(row)
  await inSchool(async (tx) => {
    await vault.destroy(tx, school, [person(pupil)])
    expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' }) // another transaction: for it the pupil is still there
  })
  expect(await codeOf(openOne(row))).toBe('vault.erased')
  const kept = await sealFor(person(uuidv7()))
  await expect(
    inSchool(async (tx) => {
      await vault.destroy(tx, school, [person(kept.id)])
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  expect(await openOne(kept)).toEqual({ display: 'Élodie Ménard' })
})

test('a key that was put in another’s place in the database opens nothing, and spoils nothing else', async () => {
  const [rosa, otto] = [uuidv7(), uuidv7()]
  const [row, other] = [await sealFor(person(rosa)), await sealFor(person(otto))]
  const owner = ownerPool(connection)
  await owner.query('update vault.key k set wrapped = o.wrapped from vault.key o where k.owner_id = $1 and o.owner_id = $2', [
    rosa,
    otto,
  ])
  vault.clear()
  expect(await codeOf(openOne(row))).toBe('vault.wrong_key')
  expect(await codeOf(sealFor(person(rosa)))).toBe('vault.wrong_key')
  expect(await codeOf(inSchool((tx) => vault.survivingKeys(tx, school, [person(rosa)])))).toBe('vault.wrong_key')
  const [refused, opened] = await inSchool((tx) => vault.openEach(tx, school, people, [row, other]))
  expect(refused).toMatchObject({ code: 'vault.wrong_key' })
  expect(opened).toEqual({ display: 'Élodie Ménard' })
  await owner.query('delete from vault.key where owner_id = $1', [rosa])
  await owner.end()
})

test('a whole school is opened in slices, and others have their turn in between', async () => {
  const pupil = person(uuidv7())
  const rows = await inSchool(async (tx) => {
    const ids = Array.from({ length: 5000 }, () => uuidv7())
    const sealed = await vault.seal(
      tx,
      school,
      'post',
      ids.map((id) => ({ id, owners: pupil, content: { text: 'x'.repeat(200) } })),
    )
    return ids.map((id, nth) => ({ id, sealed: sealed[nth]! }))
  })
  let turns = 0
  const count = () => {
    turns++
    turn = setImmediate(count)
  }
  let turn = setImmediate(count)
  await inSchool(async (tx) => {
    await vault.survivingKeys(tx, school, [pupil])
    turns = 0
    await vault.open(tx, school, posts, rows)
  })
  clearImmediate(turn)
  expect(turns).toBeGreaterThan(1)
})

test('nobody’s key is another in every school', async () => {
  const nobody = person('00000000-0000-0000-0000-000000000000')
  const [here, there, installation] = [school, otherSchool, nobody.id]
  const rows: { id: string; sealed: Buffer; at: string }[] = []
  for (const at of [here, there, installation])
    await inSchool(async (tx) => {
      const id = uuidv7()
      rows.push({ id, at, sealed: (await vault.seal(tx, at, 'person', [{ id, owners: nobody, content: { display: at } }]))[0]! })
    }, at)
  for (const { at, ...row } of [...rows, ...rows]) expect(await openOne(row, { at })).toEqual({ display: at })
})

test('a key of a newer version seals, and the older ones still open', async () => {
  const pupil = person(uuidv7())
  const before = await sealFor(pupil)
  const { ring } = await openVault({ folder, transact: own.transact, clock })
  const week = ring.weeks()[0]!
  const wrapped = ring.wrap(week, { schoolId: school, ownerId: pupil.id, version: 2 }, Buffer.alloc(32, 9))
  const owner = ownerPool(connection)
  await owner.query("insert into vault.key values ($1, $2, 'person', 2, $3, $4, now())", [school, pupil.id, week, wrapped])
  await owner.end()
  vault.clear()
  const after = await sealFor(pupil)
  expect([before, after].map(({ sealed }) => sealed.readUInt16BE(29))).toEqual([1, 2])
  for (const row of [before, after]) expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' })
  await burn({
    ring,
    transact: own.transact,
    now: clock.now(),
    sources: { email: [], username: [], external_id: [], class_key: [] },
  })
  await vault.refresh()
  vault.clear()
  for (const row of [before, after]) expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' })
})

test('a restored database is told again who was erased', async () => {
  const journal = erasureJournal(folder, own.transact)
  const pupil = uuidv7()
  const row = await sealFor(person(pupil))
  await inSchool((tx) => vault.reserve(tx, school, 'username', 'noor', pupil))
  const owner = ownerPool(connection)
  const backup = (await owner.query('select * from vault.key where owner_id = $1', [pupil])).rows[0]
  await inSchool((tx) => vault.destroy(tx, school, [person(pupil)]))
  const { added, head } = await journal.keep()
  expect(added).toBeGreaterThan(0)
  expect(await journal.keep()).toEqual({ added: 0, head })
  expect(await journal.forgotten()).toEqual([])

  await owner.query('delete from vault.erased where owner_id = $1', [pupil]) // the day before yesterday’s backup
  await owner.query('insert into vault.key values ($1, $2, $3, $4, $5, $6, $7)', Object.values(backup))
  vault.clear()
  expect(await openOne(row)).toEqual({ display: 'Élodie Ménard' })
  expect(await journal.forgotten()).toMatchObject([{ owner: pupil, kind: 'person' }])
  expect(await journal.replay()).toBe(1)
  vault.clear()
  expect(await codeOf(openOne(row))).toBe('vault.erased')
  await owner.end()

  const file = path.join(folder, 'erasures.jsonl')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, `${text}{"at":"20`) // a crash in the middle of a line
  await inSchool((tx) => vault.rawKey(tx, school, person(row.id)).then(() => vault.destroy(tx, school, [person(row.id)])))
  expect((await journal.keep()).added).toBe(1)
  expect((await journal.keep()).added).toBe(0)
  writeFileSync(file, text.replace('person', 'epoch'))
  expect(await codeOf(journal.keep())).toBe('vault.journal_broken')
})
