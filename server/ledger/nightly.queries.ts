import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '#kernel/db.ts'
import { dayNumber } from './bytes.ts'
import type { Head } from './log.queries.ts'

/** Whether a fact of a school's day is not in the tree yet. */
export const isWaiting = async (pool: pg.Pool, { xid, eid, afterEid }: Head, schoolId: string, day: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    'select from ledger.fact where (xid, eid) > ($1::xid8, $2::bigint) and eid > $3 and school_id = $4 and day <= $5 limit 1',
    [xid, eid, afterEid, schoolId, dayNumber(day)],
  )
  return (rowCount ?? 0) > 0
}

/** The last day of a school that has a roster, and the first of which there are entries. */
export const rosterDays = async (pool: pg.Pool, schoolId: string): Promise<{ last: number | null; first: number | null }> => {
  const { rows } = await pool.query<{ last: number | null; first: number | null }>(
    `select (select max(day) from ledger.roster where school_id = $1) as last, (select min(day) from ledger.subject_day where school_id = $1) as first`,
    [schoolId],
  )
  return rows[0]!
}

/** Epochs of a class that began on or before a day and still have a key. */
export const liveEpochs = async (tx: Tx, schoolId: string, retentionClass: string, until: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select e.id from vault.epoch e where e.school_id = ${schoolId} and e.retention_class = ${retentionClass} and e.from_on <= ${until}::date
      and exists (select from vault.key k where k.school_id = e.school_id and k.owner_id = e.id)`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The first day of the year whose audit epochs sealed the facts of a day. */
export const yearOfDay = async (tx: Tx, schoolId: string, day: string): Promise<string> => {
  const { rows } = await sql<{ fromOn: string }>`
    select from_on from public.school_year where school_id = ${schoolId} and from_on <= ${day}::date and to_on >= ${day}::date`.execute(
    tx,
  )
  return rows[0]?.fromOn ?? `${day.slice(0, 4)}-01-01`
}
