import type { Tx } from '#kernel/db.ts'
import { type PersonalTable, sealedIn } from '#kernel/personal-data.ts'
import type { Owner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { type Night, neededSql, nightOf, overSql, type Rule, rulesOn } from './due.ts'
import { heldKeys } from './holding.ts'
import { register } from './registering.ts'
import { removeRows, unpointed } from './removing.ts'
import { ask, asPrivacy, endWithin } from './statements.queries.ts'
import type { Ground, Row } from './walking.ts'

/** Rows of one table whose time is over, and those whose time is over and that live on: these are held, and asked about. */
export type Due = { table: string; by: string; due: number; held: number }

/** What a night would do, without doing it: of every rule, or of some, how much goes, and how much lives on. */
export const dryRun = async (
  tx: Tx,
  ground: Ground,
  { schoolId, day }: Pick<Night, 'schoolId' | 'day'>,
  asked: (table: PersonalTable) => boolean = () => true,
): Promise<Due[]> => {
  const night = await nightOf(tx, schoolId, day)
  const kept = await heldKeys(tx, ground, night.schoolId)
  const rules = rulesOn(ground, night)
  return asPrivacy(tx, async () => {
    const found: Due[] = []
    for (const rule of rules.filter(({ table }) => asked(table))) {
      const [{ table, by }, keys] = [rule, kept.get(rule.table.table)]
      const over = overSql(ground, rule, keys !== undefined)
      if (!over) continue
      const { isOver, isLate } = over
      const text = `select count(*) filter (where not x.late and not x.needed)::int as due, count(*) filter (where x.late)::int as held
        from (select ${isLate} as late, ${neededSql(ground, rule, rules)} as needed ${isOver}) x`
      const [row] = await ask<Pick<Due, 'due' | 'held'>>(tx, text, [night.schoolId, by, ...(keys ?? [])])
      if (row && row.due + row.held > 0) found.push({ table: table.table, by, ...row })
    }
    return found
  })
}

const ownKeys = (table: PersonalTable, rows: readonly Row[]): Owner[] =>
  rows.flatMap((row) =>
    (sealedIn(table)?.column.owners ?? []).flatMap((owner): Owner[] =>
      owner.kind === 'snapshot' || owner.kind === 'file' ? [{ kind: owner.kind, id: `${row[owner.column]}` }] : [],
    ),
  )

/** What goes at once: at most so many rows, when they were counted, whom to tell when the first of them is locked, and in how many milliseconds a statement is over or taken back. */
export type Portion = { schoolId: string; most: number; now: Date; counted?: Date | null; locking?: () => void; mostMs?: number }

const portionOf = async (tx: Tx, ground: Ground, rule: Rule, { schoolId, most, counted }: Portion): Promise<Row[]> => {
  const keys = (await heldKeys(tx, ground, schoolId, counted)).get(rule.table.table)
  const over = overSql(ground, rule, keys !== undefined)
  if (!over) return []
  const text = `select t0.* ${over.isOver} and not ${over.isLate}${unpointed(ground, rule.table, 't0')} limit ${most}`
  return asPrivacy(tx, () => ask<Row>(tx, text, [schoolId, rule.by, ...(keys ?? [])]))
}

/** Ends a portion of what a rule keeps no longer: rows whose time is over go, and the keys of their own with them. What lives on after its time is left, and what is held. */
export const sweep = async (tx: Tx, vault: Vault, ground: Ground, rule: Rule, portion: Portion): Promise<number> => {
  const { schoolId, now, locking, mostMs = 0 } = portion
  const { table } = rule
  const rows = await portionOf(tx, ground, rule, portion)
  if (rows.length === 0) return 0
  const going = rows.map((row) => ({ table, row }))
  await register(tx, vault, ground, schoolId, going, now)
  await endWithin(tx, mostMs)
  locking?.()
  const went = await asPrivacy(tx, () => removeRows(tx, ground, table, rows, true))
  const keys = ownKeys(table, went)
  if (keys.length) await vault.destroy(tx, schoolId, keys)
  return went.length
}
