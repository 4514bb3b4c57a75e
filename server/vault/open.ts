import type { Clock } from '#kernel/clock.ts'
import { VaultError } from './errors.ts'
import { goneWeeks } from './restoring.ts'
import { addWeek, liveWeeks } from './ring.queries.ts'
import { openRing, type Ring, weekOf } from './ring.ts'
import { fileRoot, type Root } from './root.ts'
import type { Transact } from './transact.ts'
import { type Limits, makeVault, type Vault } from './vault.ts'

export type Opening = {
  folder: string
  root?: Root
  transact: Transact
  clock: Clock
  limits?: Limits
  /** A database that was restored from a backup is opened too, to be told what came after it; otherwise it is refused. */
  mayBeRestored?: boolean
}

/** Opens the vault of an installation: makes root and first week where there are none, refuses where keys are missing. */
export const openVault = async ({
  folder,
  root = fileRoot(folder),
  transact,
  clock,
  limits,
  mayBeRestored = false,
}: Opening): Promise<{ vault: Vault; ring: Ring; gone: readonly number[] }> => {
  const ring = await openRing(folder, root)
  const known = await transact(liveWeeks)
  if (known.length === 0) await begin(ring, transact, clock.now())
  const gone = known.length === 0 ? [] : await goneWeeks({ ring, transact })
  const isLost = ring.weeks().length === 0
  if (isLost || (gone.length > 0 && !mayBeRestored))
    throw new VaultError('vault.ring_missing', { week: gone[0] ?? known[0]?.week ?? 0 })
  return { vault: makeVault(ring, limits), ring, gone }
}

/** The key first, then the row that lets others use it: a row without a key would lose what is sealed under it. */
const begin = async (ring: Ring, transact: Transact, now: Date) => {
  const week = ring.weeks()[0] ?? weekOf(now)
  await ring.make(week)
  await transact((tx) => addWeek(tx, week, now))
}
