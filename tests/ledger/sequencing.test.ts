import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
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

/** Ids in the order of the log, with their index. */
const sequenced = async ({ owner }: LedgerWorld) => {
  const { rows } = await owner.query<{ id: string }>(`
    select f.id from ledger.log l join ledger.fact f on (f.xid, f.eid) <= (l.xid, l.eid) and f.eid > l.after_eid order by f.xid, f.eid`)
  return rows.map(({ id }) => id)
}
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

test('whatever the writers, the aborts, the long transactions and the kills: every committed fact is in the log once, and no other', async () => {
  const { connection } = world
  const config = JSON.stringify(connection.config('preau_sequencer'))
  const start = async () => {
    const child = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'sequencer-process.ts'), config, seed.toString('hex')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(child.stdout!, 'data')
    return child
  }
  const before = await sizeOf(world)
  const committed: string[] = []
  let stopped = false
  const kills = (async () => {
    for (let round = 0; round < 6; round++) {
      const child = await start()
      const until = committed.length + 60
      while (committed.length < until && !stopped) await new Promise((resolve) => setImmediate(resolve))
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })()
  const writer = async (number: number) => {
    for (let nth = 0; nth < 25; nth++) {
      const facts = Array.from({ length: 1 + ((number + nth) % 4) }, () => world.reads(randomUUID()))
      const fate = (number * 31 + nth * 17) % 10
      const slowly = fate > 7 ? () => world.owner.query('select pg_sleep(0.05)').then(() => undefined) : undefined
      const fails = fate < 2 ? () => Promise.reject(new Error('abort')) : slowly
      await world.write(facts, {}, fails).then(
        (ids) => committed.push(...ids),
        () => undefined,
      )
    }
  }
  await Promise.all(Array.from({ length: 32 }, (_, number) => writer(number)))
  stopped = true
  await kills
  await world.settle()
  const log = (await sequenced(world)).slice(before)
  expect(log.length).toBe(committed.length)
  expect(new Set(log)).toEqual(new Set(committed))
  expect(await sizeOf(world)).toBe(before + committed.length)
  const { rows } = await world.owner.query('select sum(leaves)::int as leaves, count(*)::int as batches from ledger.batch')
  expect(rows[0].leaves).toBe(before + committed.length)
}, 60_000)
