import type pg from 'pg'
import type { Clock } from '#kernel/clock.ts'
import type { Connection } from '#server/db/connection.ts'
import { openPool } from '#server/db/pool.ts'
import { dropOlder } from './sequencer.queries.ts'

type Publishing = { pool: pg.Pool; connection: Connection; clock: Clock; standby: readonly string[] }

/** How far the log of the database is on the disk of the farthest of these second machines; only the owner is shown that. */
const flushedOn = async (owner: pg.Pool, standby: readonly string[]): Promise<string | undefined> => {
  const { rows } = await owner.query<{ lsn: string | null }>(
    'select max(flush_lsn)::text as lsn from pg_stat_replication where application_name = any ($1::text[])',
    [standby],
  )
  return rows[0]?.lsn ?? undefined
}

/**
 * Publishes checkpoints once a second machine has on disk what they speak of: one that was out earlier could be contradicted by an
 * honest restore, and witnesses would be right to refuse the log. Without second machines there is nothing to wait for.
 */
export const publisher = ({ pool, connection, clock, standby }: Publishing) => {
  const owner = standby.length ? openPool({ ...connection.config('owner'), max: 1 }) : undefined
  const publish = async (): Promise<number> => {
    if (!owner) return 0
    const { rowCount: waiting } = await pool.query('select from ledger.checkpoint where published_at is null limit 1')
    const lsn = waiting ? await flushedOn(owner, standby) : undefined
    if (!lsn) return 0
    const { rows } = await pool.query<{ epoch: number; size: string; signed_at: Date }>(
      `update ledger.checkpoint set published_at = $2 where published_at is null and lsn <= $1::pg_lsn returning epoch, size, signed_at`,
      [lsn, clock.now()],
    )
    const newest = rows.sort((a, b) => a.epoch - b.epoch || Number(a.size) - Number(b.size)).at(-1)
    if (newest) await dropOlder(pool, newest.epoch, Number(newest.size), newest.signed_at)
    return rows.length
  }
  /** Whether none of the second machines takes the database's log at this moment. */
  const isAway = async (): Promise<boolean> => {
    if (!owner) return false
    const { rowCount } = await owner.query(
      "select from pg_stat_replication where application_name = any ($1::text[]) and state = 'streaming' limit 1",
      [standby],
    )
    return rowCount === 0
  }
  return { publish, isAway, end: async () => void (await owner?.end()) }
}
