import { sql } from 'kysely'
import type pg from 'pg'
import { asNobody, type Databases } from '#kernel/db.ts'

/** A question that costs nothing, on a connection of those that serve requests. */
export const askDatabase = (db: Databases): Promise<unknown> => asNobody(db, (tx) => sql`select 1`.execute(tx))

/** When each witness cosigned last, and whether it has seen another ledger than ours. */
export const witnessesOf = async (pool: pg.Pool): Promise<{ lastAt: Date | null; trouble: string | null }[]> => {
  const { rows } = await pool.query<{ last_at: Date | null; trouble: string | null }>(
    'select last_at, trouble from ledger.witness',
  )
  return rows.map(({ last_at: lastAt, trouble }) => ({ lastAt, trouble }))
}
