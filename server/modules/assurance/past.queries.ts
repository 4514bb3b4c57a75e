import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** How many numbers are left of past years, how many of them are of fewer, and how many columns of theirs could lead to somebody. */
export const numbersLeft = async (tx: Tx, fewest: number): Promise<{ numbers: number; small: number; ways: number }> => {
  const { rows } = await sql<{ numbers: number; small: number; ways: number }>`
    select count(*)::int as numbers, count(*) filter (where f.times < ${fewest})::int as small,
      (select count(*) from pg_attribute a where a.attrelid = 'public.activity_figure'::regclass and a.attnum > 0 and not a.attisdropped
        and (a.attname, a.atttypid::regtype::text) not in (('school_id', 'uuid'), ('id', 'uuid'), ('rule', 'text'), ('month_on', 'date'), ('class_id', 'uuid'), ('times', 'integer')))::int as ways
    from activity_figure f where f.school_id = app.school_id()`.execute(tx)
  return rows[0] ?? { numbers: -1, small: -1, ways: -1 }
}
