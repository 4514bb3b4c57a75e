import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as } from '#kernel/db.ts'
import { record } from '#ledger/record.ts'
import { type LedgerWorld, ledgerWorld, seed } from './ledger-world.ts'

const SEED = 7
const RUNS = process.env['PREAU_FULL'] ? 60 : 4
const WRITERS = 32

/** What becomes of one transaction; `severed`: its connection breaks before it can commit. */
type Fate = 'commit' | 'slow' | 'abort' | 'slow abort' | 'severed'
type Transaction = { facts: number; fate: Fate; milliseconds: number }

const transaction: fc.Arbitrary<Transaction> = fc.record({
  facts: fc.integer({ min: 1, max: 6 }),
  fate: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Fate>('commit') },
    { weight: 4, arbitrary: fc.constantFrom<Fate>('slow', 'abort', 'slow abort', 'severed') },
  ),
  milliseconds: fc.integer({ min: 1, max: 60 }),
})
const schedule = fc.record({
  writers: fc.array(fc.array(transaction, { minLength: 1, maxLength: 8 }), { minLength: WRITERS, maxLength: WRITERS }),
  // So many sequencers run at once; after so many more committed facts the next of them is killed. A batch holds `most` facts.
  kills: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 2, maxLength: 4 }),
  most: fc.integer({ min: 1, max: 40 }),
})

let world: LedgerWorld
const living = new Set<ChildProcess>()
beforeAll(async () => {
  world = await ledgerWorld()
})
afterAll(async () => {
  for (const child of living) child.kill('SIGKILL')
  await world.end()
})

const startSequencer = async (most: number) => {
  const config = JSON.stringify(world.connection.config('preau_sequencer'))
  const file = path.join(import.meta.dirname, 'sequencer-process.ts')
  const child = spawn(process.execPath, [file, config, seed.toString('hex'), `${most}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  living.add(child)
  await once(child.stdout, 'data')
  return child
}
const killed = async (child: ChildProcess) => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  living.delete(child)
}

/** Writes as the schedule says, and notes the ids of what was committed and of what was not. */
const write = async ({ facts, fate, milliseconds }: Transaction, committed: string[], undone: string[]) => {
  let ids: string[] = []
  await as(world.db, world.actor(world.schoolId), async (tx) => {
    ids = await record(
      tx,
      world.keys,
      world.context(),
      Array.from({ length: facts }, () => world.reads(randomUUID())),
    )
    if (fate.startsWith('slow')) await sql`select pg_sleep(${milliseconds / 1000}::float8)`.execute(tx)
    if (fate === 'severed') await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    if (fate.endsWith('abort')) throw new Error('rolled back')
  }).then(
    () => committed.push(...ids),
    () => undone.push(...ids),
  )
}

const sequenced = async () => {
  const { rows } = await world.owner.query<{ id: string }>(
    'select f.id from ledger.log l join ledger.fact f on (f.xid, f.eid) <= (l.xid, l.eid) and f.eid > l.after_eid order by f.xid, f.eid',
  )
  return rows.map(({ id }) => id)
}
const numbers = async () => {
  const { rows } = await world.owner.query<{ size: string; leaves: string; indexed: string }>(
    `select (select size from ledger.log) as size, (select sum(leaves) from ledger.batch) as leaves,
       (select sum(cardinality(entries)) from ledger.subject_day) as indexed`,
  )
  return Object.values(rows[0]!).map(Number)
}

test(`whatever ${WRITERS} writers do, however often the sequencer is killed: every committed fact is in the log once, and no other (${RUNS} schedules, seed ${SEED})`, async () => {
  const [committed, undone]: [string[], string[]] = [[], []]
  const fates = new Set<Fate>()
  let midway = 0
  await fc.assert(
    fc.asyncProperty(schedule, async ({ writers, kills, most }) => {
      const sequencers = await Promise.all(kills.map(() => startSequencer(most)))
      const writing = { isOver: false }
      const killing = (async () => {
        for (const [nth, after] of kills.entries()) {
          const until = committed.length + after
          while (committed.length < until && !writing.isOver) await new Promise((resolve) => setImmediate(resolve))
          midway += committed.length < until ? 0 : 1
          await killed(sequencers[nth]!)
        }
      })()
      await Promise.all(
        writers.map(async (transactions) => {
          for (const one of transactions) {
            fates.add(one.fate)
            await write(one, committed, undone)
          }
        }),
      )
      writing.isOver = true
      await killing
      await world.settle()
      const log = await sequenced()
      expect(log.length).toBe(committed.length)
      expect(new Set(log)).toEqual(new Set(committed))
      expect(await numbers()).toEqual([log.length, log.length, log.length])
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  )
  expect([fates.size, undone.length > RUNS * 50, committed.length > RUNS * 100, midway > RUNS]).toEqual([5, true, true, true])
}, 600_000)
