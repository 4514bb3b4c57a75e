import { countMoved, moveKeys, nextKeys, type OldKey, type Place, stepBriefly } from './burn.queries.ts'
import type { Burning, Pace } from './burn.ts'
import { VaultError } from './errors.ts'

/** Keys that do not open, and the owner of the first. */
export type Lost = { first?: string; keys: number }

/** A key that does not open stays under the past week: it may be put right from a copy, as long as that week's key is there. */
const rewrapped = ({ ring, acceptsLoss }: Burning, from: number, to: number, key: OldKey, lost: Lost): OldKey[] => {
  const bound = { schoolId: key.school, ownerId: key.owner, version: key.version }
  try {
    return [{ ...key, wrapped: ring.wrap(to, bound, ring.unwrap(from, bound, key.wrapped)) }]
  } catch (error) {
    if (!(error instanceof VaultError && error.code === 'vault.wrong_key')) throw error
    lost.keys++
    lost.first ??= key.owner
    return acceptsLoss ? [key] : []
  }
}

/** Moves the next keys of a week under the new one; undefined when it has come to the end. */
export const moveKeyBatch = async (
  burning: Burning,
  [from, to]: [number, number],
  after: Place,
  pace: Pace,
  lost: Lost,
): Promise<Place | undefined> => {
  const since = performance.now()
  const last = await burning.transact(async (tx) => {
    await stepBriefly(tx)
    const keys = await nextKeys(tx, from, after, pace.size())
    const moved = keys.flatMap((key) => rewrapped(burning, from, to, key, lost))
    if (moved.length > 0) await moveKeys(tx, from, to, moved)
    await countMoved(tx, from, { keys: moved.length })
    return keys.at(-1)
  })
  pace.took(performance.now() - since)
  return last && { school: last.school, at: last.owner, last: last.version }
}
