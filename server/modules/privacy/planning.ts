import { dayAfter } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import type { PersonalTable } from '#kernel/personal-data.ts'
import type { Retention, Span, Spans } from '#kernel/retention.ts'
import type { EraseRow, KeepReason, SubjectRole } from '#kernel/vocabulary.ts'
import type { Catalogue } from './catalogue.ts'
import { resolve } from './paths.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import type { Ground, Held } from './walking.ts'

export type Outcome = 'deleted' | 'detached' | 'kept'
/** What becomes of one row, and of the keys of its own. */
export type Step = { held: Held; outcome: Outcome; because?: KeepReason }

const strength = (how: EraseRow | undefined): number => (how === 'delete' || how === 'shred' ? 3 : how === 'detach' ? 2 : 1)
const worst = ({ table, roles }: Held): EraseRow => {
  const all = [...roles].map((role: SubjectRole) => table.erase[role] ?? { keep: 'accountability' as const })
  return all.sort((a, b) => strength(b) - strength(a))[0] ?? { keep: 'accountability' }
}

/** What erasing someone does, row by row: of several roles in one row, the strongest counts. */
export const planOf = (held: readonly Held[]): Step[] =>
  held.map((one): Step => {
    const how = worst(one)
    if (typeof how === 'object') return { held: one, outcome: 'kept', because: how.keep }
    return { held: one, outcome: how === 'detach' || how === 'shred' ? 'detached' : 'deleted' }
  })

/** The span of a profile. */
export const spanFor = (spans: Spans, profile: Profile): Span =>
  typeof spans === 'string' ? spans : (spans[profile] ?? spans.others)

/** The last of some days. */
export const lastOf = (days: readonly string[]): string => days.reduce((a, b) => (b > a ? b : a), '')

/** By which path the day or instant is found that a row's time begins with. */
export const anchorPath = (anchor: Exclude<Retention['anchor'], { with: unknown }>): string =>
  'day' in anchor ? anchor.day : 'yearOf' in anchor ? anchor.yearOf : anchor.column

/** The later of when something was done and of when that is to which it was the answer: at most a year later, so that nothing stays for a day that is far off. */
const orLater = (catalogue: Catalogue, table: string, own: string, paths: readonly string[], as: string): string => {
  const others = paths.map((path, nth) => {
    const resolved = resolve(catalogue, table, { path }, 'value')
    const [join] = typeof resolved === 'string' ? [] : resolved.joins
    if (typeof resolved === 'string' || !join || resolved.joins.length > 1) throw new Error(`${table}: ${path} leads to no day`)
    const row = `${as}l${nth}`
    return `(select ${row}.${resolved.column}::timestamptz from ${join.table} ${row} where ${row}.school_id = ${as}0.school_id and ${row}.${join.by} = ${as}0.${join.column})`
  })
  return `least(greatest(${[own, ...others].join(', ')}), ${own} + interval '1 year')`
}

/** The statement that reckons since when each row's time runs, its tables by a letter; undefined for rows that go with something else. `first`: not before this, which an index finds. */
export const anchorSql = (
  catalogue: Catalogue,
  { table, retention: { anchor } }: PersonalTable,
  as = 't',
): { from: string; value: string; first?: string } | undefined => {
  if ('with' in anchor) return undefined
  const resolved = resolve(catalogue, table, { path: anchorPath(anchor) }, 'value')
  if (typeof resolved === 'string') return undefined
  const joins = resolved.joins.map(
    (join, nth) =>
      ` join ${join.table} ${as}${nth + 1} on ${as}${nth + 1}.school_id = ${as}0.school_id and ${as}${nth + 1}.${join.by} = ${as}${nth}.${join.column}`,
  )
  const [from, value] = [`${table} ${as}0${joins.join('')}`, `${as}${resolved.joins.length}.${resolved.column}::timestamptz`]
  const others = 'yearOf' in anchor ? (anchor.orOf ?? []) : []
  return others.length ? { from, first: value, value: orLater(catalogue, table, value, others, as) } : { from, value }
}

/** When the school year is over in which something happened; between two, the next. */
const yearOver = (value: string) =>
  `coalesce((select min(y.to_on) from public.school_year y where y.school_id = t0.school_id and y.to_on >= ${value}::date), ${value}::date)::timestamptz`

/** Until when rows of a table that an erasure leaves are kept, by their own retention: the last day of them, by the school's clock. */
export const keptUntil = async (
  tx: Tx,
  { catalogue }: Ground,
  profile: Profile,
  steps: readonly Step[],
): Promise<Map<PersonalTable, string>> => {
  const until = new Map<PersonalTable, string>()
  for (const [table, some] of Map.groupBy(steps, ({ held }) => held.table)) {
    const reckoned = anchorSql(catalogue, table)
    if (!reckoned || !('keep' in table.retention)) continue
    const key = (catalogue.primary.get(table.table) ?? []).map((name) => ({
      name,
      type: catalogue.columns.get(table.table)?.get(name)?.type ?? 'uuid',
    }))
    const over = 'yearOf' in table.retention.anchor ? yearOver(reckoned.value) : reckoned.value
    const text = `select max(${over})::date::text as last from ${reckoned.from}
      where (${key.map(({ name }) => `t0.${name}`).join(', ')}) in (select * from unnest(${key.map(({ type }, nth) => `$${nth + 1}::${type}[]`).join(', ')}))`
    const these = key.map(({ name }) => some.map(({ held }) => held.row[name]))
    const rows = await asPrivacy(tx, () => ask<{ last: string | null }>(tx, text, these))
    if (rows[0]?.last) until.set(table, dayAfter(rows[0].last, spanFor(table.retention.keep, profile)))
  }
  return until
}
