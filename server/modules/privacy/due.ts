import { dayAfter, notOverSince } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import { schoolOf } from '#kernel/school.ts'
import type { Catalogue } from './catalogue.ts'
import { anchorSql, lastOf, spanFor } from './planning.ts'
import { goingOrder } from './removing.ts'
import { ask } from './statements.queries.ts'
import type { Ground } from './walking.ts'

/** A night of a school: what is due is reckoned for the school's day, under its law, and by the last days of its years. */
export type Night = { schoolId: string; profile: Profile; day: string; years: readonly string[] }
/** A rule of the map, and the first day of which its rows are not due on a day: those that began before it are. */
export type Rule = { table: PersonalTable; by: string }

/** The night of a school on a day of it. */
export const nightOf = async (tx: Tx, schoolId: string, day: string): Promise<Night> => {
  const { profile } = await schoolOf(tx)
  const years = await ask<{ last: string }>(tx, 'select to_on::text as last from school_year where school_id = $1::uuid', [
    schoolId,
  ])
  return { schoolId, profile, day, years: years.map(({ last }) => last) }
}

/** The first day of which the rows of a table are not due yet on a day of the school: of what belongs to the year in which it happened, the first after the last year that is over for so long. */
export const notDueSince = (
  { day, profile, years }: Omit<Night, 'schoolId'>,
  { retention }: PersonalTable,
): string | undefined => {
  if (!('keep' in retention)) return undefined
  const since = notOverSince(day, spanFor(retention.keep, profile))
  if (!('yearOf' in retention.anchor)) return since
  const last = lastOf(years.filter((one) => one < since))
  return last === '' ? undefined : dayAfter(last, 'P1D')
}

/** The rules that a school's sweep goes by, so ordered that whatever points to a row comes before it. */
export const rulesOn = (ground: Ground, night: Omit<Night, 'schoolId'>): Rule[] =>
  goingOrder(ground).flatMap((table) => {
    const by = notDueSince(night, table)
    return by && !table.room && ground.catalogue.columns.get(table.table)?.has('school_id') ? [{ table, by }] : []
  })

/** Of a table, all but the rows with these keys, which follow so many other values. */
export const unlessKept = (catalogue: Catalogue, table: string, after = 2): string => {
  const key = catalogue.primary.get(table) ?? []
  const given = key.map((name, nth) => `$${nth + 1 + after}::${catalogue.columns.get(table)?.get(name)?.type ?? 'text'}[]`)
  const equal = key.map((name, nth) => `k.c${nth} = t0.${name}`)
  return `not exists (select from unnest(${given.join(', ')}) as k (${key.map((_, nth) => `c${nth}`).join(', ')}) where ${equal.join(' and ')})`
}

/** Whether a row lives on: it was used after its time began to run; of what belongs to a year, after the years that are over. Until somebody has looked after it had had its time, and it was not used since. */
const lateSql = ({ retention, table }: PersonalTable, by: string, value: string, as: string) => {
  if (!('breaker' in retention) || !retention.breaker) return 'false'
  const used = `${as}0.${retention.breaker}::timestamptz`
  const looked = `exists (select from public.announced_sweep l where l.school_id = ${as}0.school_id and l.rule = '${table}' and l.looked_at >= ${used} and ${value} < l.by_on::timestamptz)`
  return `(coalesce(${'yearOf' in retention.anchor ? `${used} >= '${by}'::date::timestamptz` : `${used} > ${value}`}, false) and not ${looked})`
}

/** Since when rows run that had their time by a day, and whether they live on; without those that are held. */
export const overSql = (ground: Ground, { table, by }: Rule, isKept: boolean) => {
  const reckoned = anchorSql(ground.catalogue, table)
  if (!reckoned) return undefined
  const unless = isKept ? ` and ${unlessKept(ground.catalogue, table.table)}` : ''
  const isOld = reckoned.first ? ` and ${reckoned.first} < $2::date::timestamptz` : ''
  return {
    isOver: `from ${reckoned.from} where t0.school_id = $1::uuid and ${reckoned.value} < $2::date::timestamptz${isOld}${unless}`,
    isLate: lateSql(table, by, reckoned.value, 't'),
  }
}

/** Whether something hangs on a row that does not go in the same night: then it stays, and is not announced. */
export const neededSql = ({ map, catalogue }: Ground, { table }: Rule, rules: readonly Rule[]): string => {
  const known = new Set(personalTables(map).map((one) => one.table))
  const pointing = catalogue.references.filter(
    (one) =>
      one.toTable === table.table &&
      one.table !== table.table &&
      known.has(one.table) &&
      !catalogue.columns.get(one.table)?.get(one.column)?.nullable,
  )
  const hangs = pointing.map(({ table: from, column, toColumn }) => {
    const rule = rules.find((one) => one.table.table === from)
    const reckoned = rule && anchorSql(catalogue, rule.table, 'r')
    const here = `${catalogue.columns.get(from)?.has('school_id') ? 'r0.school_id = t0.school_id and ' : ''}r0.${column} = t0.${toColumn}`
    if (!rule || !reckoned) return `exists (select from ${from} r0 where ${here})`
    const goes = `(${reckoned.value} < '${rule.by}'::date::timestamptz and not ${lateSql(rule.table, rule.by, reckoned.value, 'r')})`
    return `exists (select from ${reckoned.from} where ${here} and ${goes} is not true)`
  })
  return hangs.length ? `(${hangs.join(' or ')})` : 'false'
}
