import { type IndexKind, normalised, type Target } from './blind.ts'
import {
  countMoved,
  dropIndexes,
  type IndexPlace,
  type MovedIndex,
  movedSoFar,
  moveIndexes,
  nextIndexes,
  type OldIndex,
  stepBriefly,
} from './burn.queries.ts'
import type { Burning, Pace } from './burn.ts'
import { VaultError } from './errors.ts'
import type { Tx } from './keys.queries.ts'

/** Reads the values that rows are found by, for some targets; the data map says which column of which table that is. */
export type IndexSource = (tx: Tx, targets: readonly Target[]) => Promise<readonly { id: string; values: readonly string[] }[]>
/** For each kind of index, everything that may stand behind it. */
export type IndexSources = Readonly<Record<IndexKind, readonly IndexSource[]>>

const isKind = (kind: string, sources: IndexSources): kind is IndexKind => kind in sources

export const valuesBehind = async (tx: Tx, sources: IndexSources, indexes: readonly OldIndex[]) => {
  const values = new Map<string, string[]>()
  for (const [kind, some] of Map.groupBy(indexes, (index) => index.kind)) {
    if (!isKind(kind, sources)) throw new Error(`nothing says where the values behind the index "${kind}" are`)
    const targets = some.map(({ target, targetschool }) => ({ id: target, schoolId: targetschool }))
    for (const source of sources[kind])
      for (const { id, values: found } of await source(tx, targets))
        values.set(`${kind} ${id}`, [...(values.get(`${kind} ${id}`) ?? []), ...found])
  }
  return values
}

const moved = (
  { ring }: Burning,
  from: number,
  to: number,
  index: OldIndex,
  values: readonly string[],
): MovedIndex | undefined => {
  for (const value of values.map(normalised))
    if (ring.digest(from, index.school, index.kind, value).equals(index.digest))
      return { ...index, now: ring.digest(to, index.school, index.kind, value) }
  return undefined
}

/** More than this many that lead nowhere are no leftovers: something that should be read cannot be. */
const isTooMuch = ({ indexes, dropped }: { indexes: number; dropped: number }) => dropped > 10 + indexes / 100

/** Moves the next blind indexes of a week under the new one; undefined when it has come to the end. */
export const moveIndexBatch = async (
  burning: Burning,
  from: number,
  to: number,
  after: IndexPlace,
  pace: Pace,
): Promise<IndexPlace | undefined> => {
  let since = 0
  const last = await burning.transact(async (tx) => {
    await stepBriefly(tx)
    const indexes = await nextIndexes(tx, from, after, pace.size())
    const values = await valuesBehind(tx, burning.sources, indexes)
    const found = indexes.map((index) => moved(burning, from, to, index, values.get(`${index.kind} ${index.target}`) ?? []))
    since = performance.now() // until here it only read
    const count = await moveIndexes(
      tx,
      from,
      to,
      found.filter((one) => one !== undefined),
    )
    const dropped = await dropIndexes(tx, from, indexes)
    await countMoved(tx, from, { indexes: count, dropped })
    if (dropped > 0 && isTooMuch(await movedSoFar(tx, from))) throw new VaultError('vault.index_lost', { week: from, dropped })
    return indexes.at(-1)
  })
  pace.took(performance.now() - since)
  return last && { school: last.school, kind: last.kind, digest: last.digest }
}
