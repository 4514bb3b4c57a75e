import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { type PersonalTable, sealedIn } from '#kernel/personal-data.ts'
import type { Owner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import type { Catalogue } from './catalogue.ts'
import { heldKeys } from './holding.ts'
import { after, anchorSql, spanFor } from './planning.ts'
import { register } from './registering.ts'
import { goingOrder, removeRows, unpointed } from './removing.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import type { Ground, Row } from './walking.ts'

/** Rows of one table whose time is over, and those whose time is over and that live on: these are held, and asked about. */
export type Due = { table: string; due: number; held: number }
type Found = { table: PersonalTable; rows: Row[]; held: number }

const MOST = 1000 // rows of a table that are counted beforehand: that there are more is known then
/** What goes at once: at most so many rows, from which table of the order on, and whom to tell when the first of it is locked. */
export type Portion = { most: number; from: number; locking?: () => void }

/** The last day on which the time of a row that ends now can have begun. */
export const begunBy = (now: Date, table: PersonalTable, profile: Profile): Date | undefined => {
  if (!('keep' in table.retention)) return undefined
  const span = spanFor(table.retention.keep, profile)
  return new Date(2 * now.getTime() - after(now, span).getTime())
}

/** Of a table, all but the rows with these keys. */
const unlessKept = (catalogue: Catalogue, table: string) => {
  const key = catalogue.primary.get(table) ?? []
  const given = key.map((name, nth) => `$${nth + 3}::${catalogue.columns.get(table)?.get(name)?.type ?? 'text'}[]`)
  const equal = key.map((name, nth) => `k.c${nth} = t0.${name}`)
  return ` and not exists (select from unnest(${given.join(', ')}) as k (${key.map((_, nth) => `c${nth}`).join(', ')}) where ${equal.join(' and ')})`
}

type Asking = { schoolId: string; by: Date; kept: readonly unknown[][] | undefined; most: number; isCounting: boolean }

const overdue = async (tx: Tx, ground: Ground, table: PersonalTable, asking: Asking): Promise<Found | undefined> => {
  const { catalogue } = ground
  const { schoolId, by, kept, most, isCounting } = asking
  const reckoned = anchorSql(catalogue, table)
  if (!reckoned || !('keep' in table.retention) || !catalogue.columns.get(table.table)?.has('school_id')) return undefined
  const { breaker } = table.retention
  const isLate = breaker ? `coalesce(t0.${breaker}::timestamptz > ${reckoned.value}, false)` : 'false'
  const unless = kept ? unlessKept(catalogue, table.table) : ''
  const isOver = `from ${reckoned.from} where t0.school_id = $1::uuid and ${reckoned.value} < $2::timestamptz${unless}`
  const given = [schoolId, by, ...(kept ?? [])]
  const free = isCounting ? '' : unpointed(ground, table, 't0')
  const rows = await ask<Row>(tx, `select t0.* ${isOver} and not ${isLate}${free} limit ${most}`, given)
  const late = breaker && isCounting ? await ask(tx, `select 1 as one ${isOver} and ${isLate} limit ${most}`, given) : []
  return { table, rows, held: late.length }
}

type Sweeping = { schoolId: string; profile: Profile; now: Date; kept: ReadonlyMap<string, unknown[][]> }

/** Of every table as much as is counted, or of all together no more than goes at once: whatever points to a row comes before it. */
const allOverdue = async (tx: Tx, ground: Ground, sweeping: Sweeping, portion?: Portion): Promise<Found[]> => {
  const { schoolId, profile, now, kept } = sweeping
  const found: Found[] = []
  const isCounting = portion === undefined
  let left = portion?.most ?? MOST
  for (const table of goingOrder(ground).slice(portion?.from)) {
    const by = begunBy(now, table, profile)
    if (!by || table.room || left === 0) continue
    const asking = { schoolId, by, kept: kept.get(table.table), most: isCounting ? MOST : left, isCounting }
    const some = await overdue(tx, ground, table, asking)
    if (!some || (some.rows.length === 0 && some.held === 0)) continue
    found.push(some)
    if (!isCounting) left -= some.rows.length
  }
  return found
}

const counted = (found: readonly Found[]): Due[] =>
  found.map(({ table, rows, held }) => ({ table: table.table, due: rows.length, held }))

/** What the next sweep would do, without doing it. */
export const dryRun = async (tx: Tx, ground: Ground, schoolId: string, profile: Profile, now: Date): Promise<Due[]> => {
  const kept = await heldKeys(tx, ground, schoolId)
  return counted(await asPrivacy(tx, () => allOverdue(tx, ground, { schoolId, profile, now, kept })))
}

const ownKeys = ({ table, rows }: Found): Owner[] =>
  rows.flatMap((row) =>
    (sealedIn(table)?.column.owners ?? []).flatMap((owner): Owner[] =>
      owner.kind === 'snapshot' || owner.kind === 'file' ? [{ kind: owner.kind, id: `${row[owner.column]}` }] : [],
    ),
  )

/** Ends a portion of what is kept no longer: rows whose time is over go, and the keys of their own with them. What lives on after its time is left, and what is held. */
export const sweep = async (
  tx: Tx,
  vault: Vault,
  ground: Ground,
  schoolId: string,
  profile: Profile,
  now: Date,
  portion: Portion,
): Promise<Due[]> => {
  const kept = await heldKeys(tx, ground, schoolId)
  const overdue = await asPrivacy(tx, () => allOverdue(tx, ground, { schoolId, profile, now, kept }, portion))
  const going = overdue.flatMap(({ table, rows }) => rows.map((row) => ({ table, row })))
  portion.locking?.()
  await register(tx, vault, ground, schoolId, going, now)
  const found = await asPrivacy(tx, async () => {
    const went: Found[] = []
    for (const { table, rows } of overdue) went.push({ table, rows: await removeRows(tx, ground, table, rows, true), held: 0 })
    return went.filter(({ rows }) => rows.length > 0)
  })
  const keys = found.flatMap(ownKeys)
  if (keys.length) await vault.destroy(tx, schoolId, keys)
  return counted(found)
}
