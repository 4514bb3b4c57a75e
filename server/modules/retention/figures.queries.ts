import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Figure } from '#modules/privacy/index.ts'

/** Writes down what is left of rows that go: numbers. */
export const insertFigures = async (tx: Tx, schoolId: string, rule: string, figures: readonly Figure[]): Promise<void> => {
  await sql`
    insert into activity_figure (school_id, id, rule, month_on, class_id, times, people)
    select ${schoolId}, n.id, ${rule}, n.month, n.class, n.times, n.people
    from unnest(${figures.map(() => uuidv7())}::uuid[], ${figures.map(({ month }) => month)}::date[],
      ${figures.map(({ classId }) => classId)}::uuid[], ${figures.map(({ times }) => times)}::int[], ${figures.map(({ people }) => people)}::int[]) as n (id, month, class, times, people)`.execute(
    tx,
  )
}

type Left = { rule: string; monthOn: string; classes: number; times: number }
/** What is left of past years, by month: numbers of what many did. */
export const figuresLeft = async (tx: Tx): Promise<Left[]> =>
  (
    await sql<Left>`
      select rule, month_on, count(distinct class_id)::int as classes, sum(times)::int as times from activity_figure
      where school_id = app.school_id() group by rule, month_on order by month_on desc, rule limit 240`.execute(tx)
  ).rows

/** How much of each table jobs of their own have ended within a year. */
export const endedAlone = async (tx: Tx): Promise<Map<string, number>> => {
  const { rows } = await sql<{ rule: string; gone: number }>`
    select rule, sum(gone)::int as gone from ended_count
    where school_id = app.school_id() and month_on > current_date - interval '12 months' group by rule`.execute(tx)
  return new Map(rows.map(({ rule, gone }) => [rule, gone]))
}
