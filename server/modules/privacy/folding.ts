import type { Tx } from '#kernel/db.ts'
import type { PersonalTable } from '#kernel/personal-data.ts'
import type { Counted } from '#kernel/retention.ts'
import { type Night, overSql, type Rule } from './due.ts'
import { heldKeys } from './holding.ts'
import { resolve } from './paths.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import type { Ground } from './walking.ts'

/** What so few have done could be told of one of them: it is not even counted. */
export const FEWEST = 5

/** So often something was done in a month, in a class or in the school; and by how many, which is written down nowhere. */
export type Figure = { month: string; classId: string | null; times: number }
type Cell = Figure & { people: number }

/** Whether a rule leaves numbers of what it ends. */
export const isCounted = ({ retention }: PersonalTable): boolean => 'keep' in retention && retention.end === 'anonymise'

const selfIn = ({ columns }: PersonalTable): string =>
  Object.entries(columns).find(([, column]) => column.kind === 'link' && column.role === 'self')?.[0] ?? 'null'

/** For which class each row counts on which other rows hang: none where there are several, or something else than a class. */
const classSql = ({ catalogue }: Ground, { table }: PersonalTable, { by }: Counted): { from: string; column: string } => {
  const resolved = resolve(catalogue, table, { path: by }, 'value')
  if (typeof resolved === 'string' || !resolved.joins[0]) throw new Error(`${table}: ${by} leads to no class`)
  const [{ table: first, column, by: key }, ...rest] = resolved.joins
  const joins = rest.map(
    (join, nth) =>
      ` join ${join.table} k${nth + 2} on k${nth + 2}.school_id = k1.school_id and k${nth + 2}.${join.by} = k${nth + 1}.${join.column}`,
  )
  const one = 'case when count(*) = count(c.id) and count(distinct c.id) = 1 then min(c.id::text)::uuid end'
  return {
    column,
    from: `select k1.${key} as row, ${one} as class from ${first} k1${joins.join('')}
      left join public.class c on c.school_id = k1.school_id and c.id = k${resolved.joins.length}.${resolved.column}
      where k1.school_id = $1::uuid group by k1.${key}`,
  }
}

/**
 * What is left of the rows that a rule ends on a day: how often, by month and class, where at least so many people did it. Read before the rows go; it
 * locks nothing. Says how many rows were too few to be counted.
 */
export const figuresOf = async (
  tx: Tx,
  ground: Ground,
  rule: Rule,
  { schoolId }: Pick<Night, 'schoolId'>,
): Promise<{ figures: Figure[]; few: number }> => {
  const { table } = rule
  const { retention } = table
  const keys = (await heldKeys(tx, ground, schoolId)).get(table.table)
  const over = overSql(ground, rule, keys !== undefined)
  if (!over || !('keep' in retention) || retention.end !== 'anonymise') return { figures: [], few: 0 }
  const { from, column } = classSql(ground, table, retention)
  const text = `with k as (${from}), x as (select t0.${retention.anchor.yearOf} as at, t0.${column} as row, t0.${selfIn(table)} as who ${over.isOver} and not ${over.isLate})
    select to_char(x.at, 'YYYY-MM-01') as month, k.class as "classId", count(*)::int as times, count(distinct x.who)::int as people
    from x left join k on k.row = x.row group by 1, 2 order by 1, 2`
  const cells = await asPrivacy(tx, () => ask<Cell>(tx, text, [schoolId, rule.by, ...(keys ?? [])]))
  return {
    figures: cells.flatMap(({ people, ...figure }) => (people < FEWEST ? [] : [figure])),
    few: cells.reduce((all, { people, times }) => all + (people < FEWEST ? times : 0), 0),
  }
}
