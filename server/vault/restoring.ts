// A database that was restored from a backup knows neither the burns nor the erasures that came after it.

import { normalised } from './blind.ts'
import {
  dropIndexes,
  firstIndex,
  hangsOn,
  type IndexPlace,
  type MovedIndex,
  moveIndexes,
  nextIndexes,
  type OldIndex,
} from './burn.queries.ts'
import { type IndexSources, valuesBehind } from './burn-indexes.ts'
import { VaultError } from './errors.ts'
import { closeWeeks, keysUnder, putBack } from './key-table.queries.ts'
import type { KeyTable } from './key-table.ts'
import { addWeek, liveWeeks } from './ring.queries.ts'
import type { Ring } from './ring.ts'
import type { Transact } from './transact.ts'

export type Restoring = { ring: Ring; transact: Transact; table: KeyTable }

/** Weeks that the database takes for living, that something hangs on, and whose key was destroyed since. */
export const goneWeeks = async ({ ring, transact }: Pick<Restoring, 'ring' | 'transact'>): Promise<number[]> => {
  const known = await transact(liveWeeks)
  await ring.refresh() // after the database: of a ring that turns at this moment no week must seem gone
  const missing = known.map(({ week }) => week).filter((week) => !ring.weeks().includes(week))
  const gone: number[] = []
  for (const week of missing) if (await transact((tx) => hangsOn(tx, week))) gone.push(week)
  return gone
}

/** Gives every key that is in the newest key table to the database, wrapped by a ring key that lives. */
export const restoreKeys = async ({ ring, transact, table }: Restoring, gone: readonly number[], now: Date): Promise<number> => {
  const weeks = ring.weeks()
  for (const week of weeks.toReversed()) await transact((tx) => addWeek(tx, week, now))
  let restored = 0
  for await (const keys of table.read()) {
    const living = keys.filter(({ week }) => weeks.includes(week))
    if (living.length > 0) restored += await transact((tx) => putBack(tx, living, gone))
  }
  if (restored === 0 && (await transact((tx) => keysUnder(tx, gone))).keys > 0)
    throw new VaultError('vault.ring_missing', { week: gone[0] ?? 0 })
  return restored
}

/** The ring key under which an old digest was made is gone: it is taken for that of the value that the row has now. */
const renewed = ({ ring }: Restoring, index: OldIndex, values: string[], to: number): MovedIndex[] => {
  const value = values.shift()
  return value === undefined ? [] : [{ ...index, now: ring.digest(to, index.school, index.kind, normalised(value)) }]
}

/** Makes every index of weeks that are gone anew; what leads to somebody erased goes. Then those weeks are closed. */
export const restoreIndexes = async (restoring: Restoring, sources: IndexSources, gone: readonly number[], now: Date) => {
  const { transact, ring } = restoring
  const { keys, owner } = await transact((tx) => keysUnder(tx, gone))
  if (keys > 0) throw new VaultError('vault.key_lost', { keys, owner: owner ?? '' })
  const [to = 0] = ring.weeks()
  for (const week of gone)
    for (let at: IndexPlace | undefined = firstIndex; at; ) {
      const after: IndexPlace = at
      at = await transact(async (tx) => {
        const indexes = await nextIndexes(tx, week, after, 500)
        const values = await valuesBehind(tx, sources, indexes)
        const moved = indexes.flatMap((index) => renewed(restoring, index, values.get(`${index.kind} ${index.target}`) ?? [], to))
        await moveIndexes(tx, week, to, moved)
        await dropIndexes(tx, week, indexes)
        return indexes.at(-1)
      })
    }
  await transact((tx) => closeWeeks(tx, gone, now))
}
