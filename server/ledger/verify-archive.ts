import type pg from 'pg'
import { type BundleFolder, decodeBundle } from './bundles.ts'
import type { Finding } from './findings.ts'
import { append, type Edge, edgeRoot, tileWidth } from './tiles.ts'
import { leafHash } from './tree.ts'
import * as stored from './verify.queries.ts'

/** The hashes that the tiles hold of these entries; empty where a tile does not reach so far. */
export const tileHashes = async (client: pg.ClientBase, epoch: number, first: number, leaves: number): Promise<Buffer[]> => {
  const from = Math.floor(first / tileWidth)
  const tiles = await stored.storedTiles(client, epoch, 0, from, Math.floor((first + leaves - 1) / tileWidth))
  return Array.from({ length: leaves }, (_, nth) => {
    const at = ((first + nth) % tileWidth) * 32
    return tiles.get(Math.floor((first + nth) / tileWidth))?.subarray(at, at + 32) ?? Buffer.alloc(0)
  })
}

/** Goes on over a batch of which only hashes are left: they must make the root that was written down, and no fact of it may be there. */
export const overPruned = async (
  client: pg.ClientBase,
  log: stored.StoredLog,
  edge: Edge,
  batch: stored.StoredBatch,
): Promise<{ edge: Edge; tiles: ReturnType<typeof append>['tiles']; findings: Finding[] }> => {
  const { epoch } = log
  const kept = await tileHashes(client, epoch, batch.first, batch.leaves)
  const isWhole = kept.every((hash) => hash.length === 32)
  const next = append(edge, Buffer.concat(isWhole ? kept : kept.map(() => Buffer.alloc(32))))
  const isRight = isWhole && edgeRoot(next.edge).equals(batch.root)
  const where = `entries ${batch.first} to ${batch.first + batch.leaves - 1}`
  const left = (await stored.factsOf(client, log, batch)).map(({ id }): Finding => ({ what: 'fact.stray', epoch, factId: id }))
  return {
    ...next,
    findings: [
      ...(isRight ? [] : [{ what: isWhole ? ('tile.altered' as const) : ('tile.missing' as const), epoch, where }]),
      ...left,
    ],
  }
}

/** Holds every entry bundle that is there against the tiles. */
export const checkBundles = async (client: pg.ClientBase, log: stored.StoredLog, folder: BundleFolder): Promise<Finding[]> => {
  const { epoch } = log
  const findings: Finding[] = []
  for (let number = Math.ceil(log.minimum / tileWidth); (number + 1) * tileWidth <= log.size; number++) {
    const bytes = folder.read(epoch, number)
    if (!bytes) continue
    const leaves = decodeBundle(bytes) ?? []
    const kept = await tileHashes(client, epoch, number * tileWidth, tileWidth)
    const isSame = leaves.length === tileWidth && leaves.every((leaf, nth) => leafHash(leaf).equals(kept[nth]!))
    if (!isSame) findings.push({ what: 'bundle.altered', epoch, where: `entries/${number}` })
  }
  return findings
}
