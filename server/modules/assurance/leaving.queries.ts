import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** How often something left for a recipient, and how often it was refused. */
export type Left = { month: string; way: string; recipient: string; sent: number; refused: number }

/** What left, month by month, since a day. */
export const leftSince = async (tx: Tx, day: string): Promise<Left[]> => {
  const { rows } = await sql<Left>`
    select to_char(day, 'YYYY-MM') as month, way, recipient, sum(sent)::int as sent, sum(refused)::int as refused
    from directory.egress_day where day >= ${day}::date group by 1, 2, 3 order by 1 desc, 2, 3`.execute(tx)
  return rows
}

export type LeftOfPerson = { month: string; way: 'mail' | 'push'; recipient: string; sent: number }
/** The same for one person, as far as whoever asks may know it. */
export const leftOfPerson = async (tx: Tx, personId: string, since: string): Promise<LeftOfPerson[]> => {
  const { rows } = await sql<LeftOfPerson>`
    select to_char(month_on, 'YYYY-MM') as month, way, recipient, sent from public.person_egress
    where school_id = app.school_id() and person_id = ${personId} and month_on >= ${since}::date order by 1 desc, 2, 3`.execute(
    tx,
  )
  return rows
}
