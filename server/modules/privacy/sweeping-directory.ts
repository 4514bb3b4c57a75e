import { sql } from 'kysely'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { type DataMap, type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import { unlinkEntries } from '#ledger/entries.ts'
import { account } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import type { Catalogue } from './catalogue.ts'
import { notDueSince } from './due.ts'
import type { Ground } from './walking.ts'

const DAY = 86_400_000
const TRIES = DAY // no longer than a try in vain can make anybody wait
const UNUSED = 90 * DAY // an account that no school knows any more, or never did

/** A rule of what no school has, which the night of any school ends: since when the time of its rows runs. */
export type DirectoryRule = { table: string; since: string }
const NIGHT = 'privacy.sweep'

/** The rules of tables without a school that say that the night ends them. */
export const directoryRules = (map: DataMap, { columns }: Catalogue): DirectoryRule[] =>
  personalTables(map).flatMap(({ table, retention, sooner = [] }) =>
    'keep' in retention &&
    'column' in retention.anchor &&
    !columns.get(table)?.has('school_id') &&
    sooner.some(({ by }) => by === NIGHT)
      ? [{ table, since: retention.anchor.column }]
      : [],
  )

const tableOf = (map: DataMap, name: string): PersonalTable => {
  const found = personalTables(map).find(({ table }) => table === name)
  if (!found) throw new Error(`${name} is not in the data map`)
  return found
}

/** Ends what is kept no longer of what no school has: sessions, tries in vain, what the map says ends so, accounts of nobody with their keys. Says how many accounts, and how many entries of the ledger nothing leads to any more. */
export const sweepDirectory = async (
  tx: Tx,
  vault: Vault,
  { map, catalogue }: Ground,
  { profile, today }: { profile: Profile; today: string },
  now: Date,
): Promise<{ accounts: number; unlinked: number }> => {
  const night = { day: today, profile, years: [] }
  const ending = ['directory.session', 'vault.change', ...directoryRules(map, catalogue).map(({ table }) => table)]
  const by = Object.fromEntries(ending.map((table) => [table, notDueSince(night, tableOf(map, table))]))
  const [tries, unused] = [new Date(now.getTime() - TRIES), new Date(now.getTime() - UNUSED)]
  const { rows } = await sql<{
    id: string
  }>`select app.sweep_directory(${JSON.stringify(by)}::jsonb, ${tries}, ${unused}) as id`.execute(tx)
  const gone = rows.map(({ id }) => id)
  const days = { from: '2000-01-01', to: new Date(now.getTime() + 2 * DAY).toISOString().slice(0, 10) }
  let unlinked = 0
  for (const id of gone) unlinked += await unlinkEntries(tx, vault, { schoolId: nobody, kind: 'account', id, ...days })
  if (gone.length) await vault.destroy(tx, nobody, gone.map(account))
  return { accounts: gone.length, unlinked }
}
