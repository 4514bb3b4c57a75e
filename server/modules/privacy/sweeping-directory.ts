import { sql } from 'kysely'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { type DataMap, type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import { unlinkEntries } from '#ledger/entries.ts'
import { account } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { notDueSince } from './due.ts'

const DAY = 86_400_000
const TRIES = DAY // no longer than a try in vain can make anybody wait
const UNUSED = 90 * DAY // an account that no school knows any more, or never did

const tableOf = (map: DataMap, name: string): PersonalTable => {
  const found = personalTables(map).find(({ table }) => table === name)
  if (!found) throw new Error(`${name} is not in the data map`)
  return found
}

/** Ends what is kept no longer of what no school has: sessions, tries in vain, accounts of nobody with their keys. Says how many accounts, and how many entries of the ledger nothing leads to any more. */
export const sweepDirectory = async (
  tx: Tx,
  vault: Vault,
  map: DataMap,
  { profile, today }: { profile: Profile; today: string },
  now: Date,
): Promise<{ accounts: number; unlinked: number }> => {
  const night = { day: today, profile, years: [] }
  const sessions = notDueSince(night, tableOf(map, 'directory.session'))
  const changes = notDueSince(night, tableOf(map, 'vault.change'))
  const [tries, unused] = [new Date(now.getTime() - TRIES), new Date(now.getTime() - UNUSED)]
  const { rows } = await sql<{
    id: string
  }>`select app.sweep_directory(${sessions}::date, ${changes}::date, ${tries}, ${unused}) as id`.execute(tx)
  const gone = rows.map(({ id }) => id)
  const days = { from: '2000-01-01', to: new Date(now.getTime() + 2 * DAY).toISOString().slice(0, 10) }
  let unlinked = 0
  for (const id of gone) unlinked += await unlinkEntries(tx, vault, { schoolId: nobody, kind: 'account', id, ...days })
  if (gone.length) await vault.destroy(tx, nobody, gone.map(account))
  return { accounts: gone.length, unlinked }
}
