import type { Clock } from '#kernel/clock.ts'
import { VaultError } from './errors.ts'
import { addWeek, liveWeeks } from './ring.queries.ts'
import { openRing, type Ring, weekOf } from './ring.ts'
import { fileRoot, type Root } from './root.ts'
import type { Transact } from './transact.ts'
import { type Limits, makeVault, type Vault } from './vault.ts'

export type Opening = { folder: string; root?: Root; transact: Transact; clock: Clock; limits?: Limits }

/** Opens the vault of an installation: makes root and first week where there are none, refuses where keys are missing. */
export const openVault = async ({
  folder,
  root = fileRoot(folder),
  transact,
  clock,
  limits,
}: Opening): Promise<{ vault: Vault; ring: Ring }> => {
  const ring = await openRing(folder, root)
  const known = await transact(liveWeeks)
  if (known.length === 0) await begin(ring, transact, clock.now())
  else for (const { week } of known) if (!ring.weeks().includes(week)) throw new VaultError('vault.ring_missing', { week })
  return { vault: makeVault(ring, limits), ring }
}

/** The key first, then the row that lets others use it: a row without a key would lose what is sealed under it. */
const begin = async (ring: Ring, transact: Transact, now: Date) => {
  const week = ring.weeks()[0] ?? weekOf(now)
  await ring.make(week)
  await transact((tx) => addWeek(tx, week, now))
}
