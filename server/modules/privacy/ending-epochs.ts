import { dayAfter } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { type DataMap, type PersonalTable, personalTables, sealedIn } from '#kernel/personal-data.ts'
import type { Owner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { lastOf, spanFor } from './planning.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import type { Ground } from './walking.ts'

type Epoch = { id: string; retentionclass: string; over: string }

const epochsSql = `select e.id, e.retention_class as retentionclass, coalesce(y.to_on, e.from_on + 365)::text as over
  from vault.epoch e join vault.key k on k.school_id = e.school_id and k.owner_id = e.id
  left join public.school_year y on y.school_id = e.school_id and y.from_on = e.from_on
  where e.school_id = $1::uuid and e.retention_class = any ($2::text[])`

/** The tables whose rows are sealed for each retention class. */
const classesOf = (map: DataMap): Map<string, PersonalTable[]> => {
  const pairs = personalTables(map).flatMap((table) =>
    (sealedIn(table)?.column.owners ?? []).flatMap((owner) =>
      owner.kind === 'epoch' ? [{ retentionClass: owner.retentionClass, table }] : [],
    ),
  )
  return new Map(
    [...Map.groupBy(pairs, ({ retentionClass }) => retentionClass)].map(([name, some]) => [name, some.map(({ table }) => table)]),
  )
}

/** The day on which nothing may be sealed for a year any more, and what was is over: the longest of its tables' spans. */
const termOf = (over: string, tables: readonly PersonalTable[], profile: Profile): string | undefined => {
  const ends = tables.flatMap(({ retention }) => ('keep' in retention ? [dayAfter(over, spanFor(retention.keep, profile))] : []))
  return ends.length === tables.length ? lastOf(ends) : undefined
}

/** Whether a row of these is still sealed for an epoch: a sealed row names its owners before anything else. */
const holds = async (tx: Tx, tables: readonly PersonalTable[], schoolId: string, id: string): Promise<boolean> => {
  for (const table of tables) {
    const { name } = sealedIn(table)!
    const text = `select exists (select from ${table.table} where school_id = $1::uuid and position(uuid_send($2::uuid) in substring(${name} for 256)) > 0) as held`
    const rows = await asPrivacy(tx, () => ask<{ held: boolean }>(tx, text, [schoolId, id]))
    if (rows[0]?.held) return true
  }
  return false
}

/** Destroys the keys of years whose time is over and whose rows are gone: from then on no backup opens them either. */
export const endEpochs = async (
  tx: Tx,
  vault: Vault,
  { map }: Ground,
  schoolId: string,
  profile: Profile,
  today: string,
): Promise<number> => {
  const classes = classesOf(map)
  const due: Owner[] = []
  for (const { id, retentionclass, over } of await ask<Epoch>(tx, epochsSql, [schoolId, [...classes.keys()]])) {
    const tables = classes.get(retentionclass) ?? []
    const term = termOf(over, tables, profile)
    if (term && term < today && !(await holds(tx, tables, schoolId, id))) due.push({ kind: 'epoch', id })
  }
  if (due.length) await vault.destroy(tx, schoolId, due)
  return due.length
}
