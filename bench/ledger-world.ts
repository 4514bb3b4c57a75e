import path from 'node:path'
import pg from 'pg'
import { type Actor, as, connect } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { openLog } from '#ledger/log.ts'
import { type Fact, type FactContext, record } from '#ledger/record.ts'
import { openVault } from '#vault/open.ts'
import { transactions } from '#vault/transact.ts'
import { freshDatabase } from './database.ts'
import type { House } from './house.ts'

export const clock = { now: () => new Date() }
export const seed = Buffer.alloc(32, 1)
export const origin = 'bench.example/ledger'
export const schoolId = uuidv7()
export const rosa = uuidv7()
/** As many as a large school has, so that no day of one person is longer than a day is. */
export const people = Array.from({ length: 3000 }, () => uuidv7())

export const contextNow = (): FactContext => ({
  schoolId,
  day: '2026-11-21',
  yearFrom: '2026-08-24',
  actor: { personId: rosa, accountId: null, roles: ['teacher'] },
  purpose: 'teaching',
  requestId: uuidv7(),
  now: clock.now(),
})

export const actorNow = (): Actor => ({
  schoolId,
  personId: rosa,
  accountId: null,
  session: null,
  purpose: 'teaching',
  requestId: uuidv7(),
  action: 'bench.write',
})

export const readOf = (id: string): Fact => ({
  event: 'person.read',
  payload: { kinds: ['contact', 'health'] },
  subject: { kind: 'person', id },
})

/** A ledger of its own, with the product's vault and pools, and a sequencer's connections. */
export const world = async ({ config, folder }: House) => {
  const { connection } = await freshDatabase(config)
  const own = transactions(connection)
  const { vault } = await openVault({ folder: path.join(folder, 'ledger-keys'), transact: own.transact, clock })
  const db = connect(connection)
  const owner = new pg.Client(connection.config('owner'))
  const listener = new pg.Client(connection.config('preau_sequencer'))
  const pool = new pg.Pool({ ...connection.config('preau_sequencer'), max: 2 })
  await Promise.all([owner.connect(), listener.connect()])
  await openLog(owner, origin, clock.now())
  const reads = (of: readonly string[]) => as(db, actorNow(), (tx) => record(tx, vault, contextNow(), of.map(readOf)))
  const end = () => Promise.all([db.end(), owner.end(), listener.end(), pool.end(), own.end()])
  return { connection, vault, db, owner, listener, pool, reads, end }
}
export type World = Awaited<ReturnType<typeof world>>
