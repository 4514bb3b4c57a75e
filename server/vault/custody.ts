import type { Clock } from '#kernel/clock.ts'
import type { Connection } from '#server/db/connection.ts'
import { type Alone, alone, everyoneHeard } from './burning.ts'
import { erasureJournal, type Journal } from './journal.ts'
import { type KeyTable, keyTable } from './key-table.ts'
import { type Heart, startListening, heart as usualHeart } from './listening.ts'
import { openVault } from './open.ts'
import type { Ring } from './ring.ts'
import type { Root } from './root.ts'
import { type Transact, transactions } from './transact.ts'

/** What keeps the keys: for the burn, the start and the operator; no action needs it. */
export type Custody = {
  readonly ring: Ring
  readonly transact: Transact
  readonly journal: Journal
  readonly table: KeyTable
  /** Weeks that the database takes for living although their key was destroyed: it was restored from a backup. */
  readonly gone: readonly number[]
  /** Does something to the ring while no other process does. */
  readonly alone: Alone
  /** Returns when every process has heard of the erasures so far. */
  readonly everyoneHeard: () => Promise<void>
}

type Opening = {
  folder: string
  connection: Connection
  clock: Clock
  heart?: Heart | undefined
  failed: (error: unknown) => void
  /** What wraps the ring, where it is not a file beside it. */
  root?: Root | undefined
}

/** Opens the vault of a process together with whatever keeps it honest: `listen` begins to hear what other processes do to keys. */
export const openCustody = async ({ folder, connection, clock, heart = usualHeart, failed, root }: Opening) => {
  const { transact, end } = transactions(connection)
  const journal = erasureJournal(folder, transact)
  const table = keyTable(folder, transact)
  try {
    const { vault, ring, gone } = await openVault({ folder, transact, clock, mayBeRestored: true, ...(root && { root }) })
    const custody: Custody = {
      ring,
      transact,
      journal,
      table,
      gone,
      alone: alone(connection, heart),
      everyoneHeard: () => everyoneHeard(connection, heart),
    }
    const listen = () => startListening({ connection, vault, ring, heart, erased: journal.keep, failed })
    return { vault, custody, listen, end }
  } catch (error) {
    await end()
    throw error
  }
}
