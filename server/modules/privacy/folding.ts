import type { Tx } from '#kernel/db.ts'
import type { PersonalTable } from '#kernel/personal-data.ts'
import type { Counted } from '#kernel/retention.ts'
import { type Night, overSql, type Rule, unlessKept } from './due.ts'
import { heldKeys, keptKeys } from './holding.ts'
import { resolve } from './paths.ts'
import { anchorSql } from './planning.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import type { Ground } from './walking.ts'

/** What so few have done could be told of one of them: it is not even counted. */
export const FEWEST = 5

/** So often something was done in a month, in a class or in the school, by so many. */
export type Figure = { month: string; classId: string | null; times: number; people: number }

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

/** An earlier night that counted rows of the same table which began before a day, and when all of them had gone that nobody held. */
export type Before = { byOn: string; countedAt: Date; doneAt: Date }

/** Leaves out what such nights have counted, and a hold has kept: it is in a number already. The keys follow so many other values. */
const unlessCounted = async (tx: Tx, { ground, table, schoolId, after }: Among, before: readonly Before[]) => {
  const [keys, clauses]: [unknown[][], string[]] = [[], []]
  const began = anchorSql(ground.catalogue, table)?.value
  for (const { byOn, countedAt, doneAt } of before) {
    const kept = (await keptKeys(tx, ground, schoolId, countedAt, doneAt)).get(table.table)
    if (!kept) continue
    const isOther = unlessKept(ground.catalogue, table.table, after + keys.length)
    clauses.push(` and (${began} >= '${byOn}'::date::timestamptz or ${isOther})`)
    keys.push(...kept)
  }
  return { keys, isNew: clauses.join('') }
}
type Among = { ground: Ground; table: PersonalTable; schoolId: string; after: number }

/**
 * What is left of the rows that a rule ends on a day: how often, by month and class, where at least so many people did it. Read before the rows go; it
 * locks nothing.
 */
export const figuresOf = async (
  tx: Tx,
  ground: Ground,
  rule: Rule,
  { schoolId, before }: Pick<Night, 'schoolId'> & { before: readonly Before[] },
): Promise<Figure[]> => {
  const { table } = rule
  const { retention } = table
  const keys = (await heldKeys(tx, ground, schoolId)).get(table.table)
  const over = overSql(ground, rule, keys !== undefined)
  if (!over || !('keep' in retention) || retention.end !== 'anonymise') return []
  const { from, column } = classSql(ground, table, retention)
  const counted = await unlessCounted(tx, { ground, table, schoolId, after: 2 + (keys?.length ?? 0) }, before)
  const text = `with k as (${from}), x as (select t0.${retention.anchor.yearOf} as at, t0.${column} as row, t0.${selfIn(table)} as who ${over.isOver}${counted.isNew} and not ${over.isLate})
    select to_char(x.at, 'YYYY-MM-01') as month, k.class as "classId", count(*)::int as times, count(distinct x.who)::int as people
    from x left join k on k.row = x.row group by 1, 2 order by 1, 2`
  const figures = await asPrivacy(tx, () => ask<Figure>(tx, text, [schoolId, rule.by, ...(keys ?? []), ...counted.keys]))
  return figures.filter(({ people }) => people >= FEWEST)
}
