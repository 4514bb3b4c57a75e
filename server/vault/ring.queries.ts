import { sql } from 'kysely'
import type { Tx } from './keys.queries.ts'

export type Week = { week: number; made: Date }

/** Weeks that are not burned, newest first. */
export const liveWeeks = async (tx: Tx) => {
  const { rows } =
    await sql<Week>`select week, made_at as made from vault.ring where burned_at is null order by week desc`.execute(tx)
  return rows
}

export const addWeek = async (tx: Tx, week: number, at: Date) => {
  await sql`insert into vault.ring (week, made_at, keys_moved, indexes_moved, indexes_dropped) values (${week}, ${at}, 0, 0, 0) on conflict do nothing`.execute(
    tx,
  )
}
