import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Since when past years become numbers in this installation. */
export const countingSince = async (tx: Tx): Promise<Date> =>
  (await sql<{ at: Date | null }>`select app.counting_since() as at`.execute(tx)).rows[0]?.at ?? new Date(0)

/** How many numbers are left of past years, how many of them are of fewer, and how many columns of theirs could lead to somebody. */
export const numbersLeft = async (tx: Tx, fewest: number): Promise<{ numbers: number; small: number; ways: number }> => {
  const { rows } = await sql<{ numbers: number; small: number; ways: number }>`
    select count(*)::int as numbers, count(*) filter (where f.people < ${fewest} or f.times < f.people)::int as small,
      (select count(*) from pg_attribute a where a.attrelid = 'public.activity_figure'::regclass and a.attnum > 0 and not a.attisdropped
        and (a.attname, a.atttypid::regtype::text) not in (('school_id', 'uuid'), ('id', 'uuid'), ('rule', 'text'), ('month_on', 'date'), ('class_id', 'uuid'), ('times', 'integer'), ('people', 'integer')))::int as ways
    from activity_figure f where f.school_id = app.school_id()`.execute(tx)
  return rows[0] ?? { numbers: -1, small: -1, ways: -1 }
}
