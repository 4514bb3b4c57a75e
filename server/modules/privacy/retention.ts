import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { type PersonalTable, personalTables, sealedIn } from '#kernel/personal-data.ts'
import type { Owner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { after, anchorSql, spanFor } from './planning.ts'
import { register } from './registering.ts'
import { goingOrder, removeRows } from './removing.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import type { Ground, Row } from './walking.ts'

/** Rows of one table whose time is over, and those whose time is over and that live on: these are held, and asked about. */
export type Due = { table: string; due: number; held: number }
type Found = { table: PersonalTable; rows: Row[]; held: number }

const MOST = 1000 // rows of a table in one transaction: the next night goes on

/** The last day on which the time of a row that ends now can have begun. */
export const begunBy = (now: Date, table: PersonalTable, profile: Profile): Date | undefined => {
  if (!('keep' in table.retention)) return undefined
  const span = spanFor(table.retention.keep, profile)
  return new Date(2 * now.getTime() - after(now, span).getTime())
}

const overdue = async (
  tx: Tx,
  { catalogue }: Ground,
  table: PersonalTable,
  schoolId: string,
  by: Date,
): Promise<Found | undefined> => {
  const reckoned = anchorSql(catalogue, table)
  if (!reckoned || !('keep' in table.retention) || !catalogue.columns.get(table.table)?.has('school_id')) return undefined
  const { breaker } = table.retention
  const isLate = breaker ? `coalesce(t0.${breaker}::timestamptz > ${reckoned.value}, false)` : 'false'
  const text = `select t0.*, ${isLate} as "late" from ${reckoned.from} where t0.school_id = $1::uuid and ${reckoned.value} < $2::timestamptz limit ${MOST}`
  const rows = await ask<Row & { late: boolean }>(tx, text, [schoolId, by])
  return { table, rows: rows.filter(({ late }) => !late), held: rows.filter(({ late }) => late).length }
}

const allOverdue = async (tx: Tx, ground: Ground, schoolId: string, profile: Profile, now: Date): Promise<Found[]> => {
  const found: Found[] = []
  for (const table of personalTables(ground.map)) {
    const by = begunBy(now, table, profile)
    const some = by && !table.room ? await overdue(tx, ground, table, schoolId, by) : undefined
    if (some && (some.rows.length || some.held)) found.push(some)
  }
  return found
}

const counted = (found: readonly Found[]): Due[] =>
  found.map(({ table, rows, held }) => ({ table: table.table, due: rows.length, held }))

/** What the next sweep would do, without doing it. */
export const dryRun = async (tx: Tx, ground: Ground, schoolId: string, profile: Profile, now: Date): Promise<Due[]> =>
  counted(await asPrivacy(tx, () => allOverdue(tx, ground, schoolId, profile, now)))

const ownKeys = ({ table, rows }: Found): Owner[] =>
  rows.flatMap((row) =>
    (sealedIn(table)?.column.owners ?? []).flatMap((owner): Owner[] =>
      owner.kind === 'snapshot' || owner.kind === 'file' ? [{ kind: owner.kind, id: `${row[owner.column]}` }] : [],
    ),
  )

/** Ends what is kept no longer: rows whose time is over go, and the keys of their own with them. What lives on after its time is left. */
export const sweep = async (
  tx: Tx,
  vault: Vault,
  ground: Ground,
  schoolId: string,
  profile: Profile,
  now: Date,
): Promise<Due[]> => {
  const overdue = await asPrivacy(tx, () => allOverdue(tx, ground, schoolId, profile, now))
  const going = overdue.flatMap(({ table, rows }) => rows.map((row) => ({ table, row })))
  await register(tx, vault, ground, schoolId, going, now)
  const found = await asPrivacy(tx, async () => {
    const byTable = new Map(overdue.map((one) => [one.table, one]))
    for (const table of goingOrder(ground)) {
      const some = byTable.get(table)
      if (!some) continue
      const went = await removeRows(tx, ground, table, some.rows, true)
      if (went < some.rows.length)
        byTable.set(table, { table, rows: some.rows.slice(0, went), held: some.held + some.rows.length - went })
    }
    return [...byTable.values()]
  })
  const keys = found.flatMap(ownKeys)
  if (keys.length) await vault.destroy(tx, schoolId, keys)
  return counted(found)
}
