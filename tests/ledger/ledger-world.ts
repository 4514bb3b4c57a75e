import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { EventName } from '#contract/events.ts'
import { type Actor, as, connect } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { headOf } from '#ledger/log.queries.ts'
import { openLog } from '#ledger/log.ts'
import { type Fact, type FactContext, record } from '#ledger/record.ts'
import { oldestWaiting } from '#ledger/sequencer.queries.ts'
import { sequencer } from '#ledger/sequencer.ts'
import type { Connection } from '#server/db/connection.ts'
import { freshDatabase, ownerPool } from '../database.ts'
import { keyring } from './keyring.ts'

export const seed = Buffer.alloc(32, 7)
export const origin = 'school.example/ledger'
const clock = { now: () => new Date() }

/** Turns until every committed fact is in the tree: a transaction of another test, in another database, holds the watermark too. */
export const settled = async (pool: pg.Pool, order: ReturnType<typeof sequencer>): Promise<number> => {
  for (;;) {
    const turn = await order.turn()
    const isDone = turn.outcome === 'nothing' && (await oldestWaiting(pool, await headOf(pool))) === undefined
    if (isDone) return turn.size
  }
}

/** A ledger with nothing around it: a database, keys in memory, one school, one teacher who does everything. */
export const ledgerWorld = async (connection?: Connection) => {
  const at = connection ?? (await freshDatabase())
  const owner = ownerPool(at)
  const db = connect(at, { max: 40 })
  const pool = new pg.Pool({ ...at.config('preau_sequencer'), max: 4 })
  const client = await owner.connect()
  await openLog(client, origin, clock.now())
  client.release()
  const keys = keyring()
  const schoolId = randomUUID()
  const rosa = randomUUID()
  const context = (more: Partial<FactContext> = {}): FactContext => ({
    schoolId,
    day: '2026-11-21',
    yearFrom: '2026-08-24',
    actor: { personId: rosa, accountId: null, roles: ['teacher'] },
    purpose: 'teaching',
    requestId: randomUUID(),
    now: clock.now(),
    ...more,
  })
  const actor = (of: string | null): Actor => ({
    schoolId: of,
    personId: nobody,
    accountId: null,
    session: null,
    purpose: 'teaching',
    requestId: randomUUID(),
    action: 'test',
  })
  const write = (facts: readonly Fact<EventName>[], more: Partial<FactContext> = {}, then?: () => Promise<void>) =>
    as(db, actor(more.schoolId === undefined ? schoolId : more.schoolId), async (tx) => {
      const ids = await record(tx, keys, context(more), facts)
      await then?.()
      return ids
    })
  const reads = (person: string, kinds: ('contact' | 'health')[] = ['contact']): Fact => ({
    event: 'person.read',
    payload: { kinds },
    subject: { kind: 'person', id: person },
  })
  const order = sequencer({ pool, seed, clock, most: 64 })
  const settle = () => settled(pool, order)
  const end = () => Promise.all([owner.end(), db.end(), pool.end()])
  return { connection: at, owner, db, pool, keys, schoolId, rosa, context, actor, write, reads, order, settle, clock, end }
}
export type LedgerWorld = Awaited<ReturnType<typeof ledgerWorld>>
