import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as } from '#kernel/db.ts'
import { mergeDelay } from '#ledger/log.ts'
import { keyText, readCheckpoint, readKey, readNote, signedAt, signerOf } from '#ledger/notes.ts'
import { record } from '#ledger/record.ts'
import { type LedgerWorld, ledgerWorld, origin, seed } from './ledger-world.ts'

let world: LedgerWorld
beforeAll(async () => {
  world = await ledgerWorld()
})
afterAll(async () => void (await world.end()))

const sizeOf = async ({ owner }: LedgerWorld) =>
  Number((await owner.query('select size from ledger.log order by epoch desc limit 1')).rows[0].size)

test('a fact is in the tree after one turn, under a checkpoint that the log’s key has signed', async () => {
  await world.write([world.reads(randomUUID()), { event: 'class.created', payload: { classId: randomUUID() } }])
  expect(await world.settle()).toBe(2)
  const { rows } = await world.owner.query('select note from ledger.checkpoint')
  const note = readNote(rows[0].note.toString())
  expect(signedAt(note, readKey(keyText(signerOf(origin, seed))))).toBe(0)
  expect(readCheckpoint(note.text)).toMatchObject({ origin, size: 2 })
  expect(await world.order.turn()).toMatchObject({ outcome: 'nothing', size: 2 })
})

test('the application writes facts of its own school and can neither read nor change one', async () => {
  const elsewhere = world.write([world.reads(randomUUID())], { schoolId: randomUUID() })
  await expect(
    as(world.db, world.actor(world.schoolId), (tx) =>
      record(tx, world.keys, world.context({ schoolId: randomUUID() }), [world.reads(randomUUID())]),
    ),
  ).rejects.toThrow(/row-level security/)
  await elsewhere
  const app = new pg.Client(world.connection.config('preau_app'))
  await app.connect()
  for (const text of [
    'select from ledger.fact',
    'update ledger.fact set tag = null',
    'delete from ledger.fact',
    'select from ledger.log',
    'select from ledger.fact_default',
  ])
    await expect(app.query(text)).rejects.toThrow(/permission denied/)
  await app.end()
  await world.settle()
})

test('while a transaction is open, nothing that it could still come before is ordered; afterwards everything is', async () => {
  const before = await sizeOf(world)
  const { promise: held, resolve: finish } = Promise.withResolvers<void>()
  const { promise: hasBegun, resolve: begun } = Promise.withResolvers<void>()
  const long = world.write([world.reads(randomUUID())], {}, () => {
    begun()
    return held
  })
  await hasBegun
  await world.write([world.reads(randomUUID())])
  expect(await world.order.turn()).toMatchObject({ outcome: 'nothing' })
  const late = await mergeDelay(world.pool, new Date(Date.now() + 61_000))
  expect(late.milliseconds).toBeGreaterThan(60_000)
  finish()
  await long
  await world.settle()
  expect(await sizeOf(world)).toBe(before + 2)
  expect((await mergeDelay(world.pool, new Date())).milliseconds).toBe(0)
})
