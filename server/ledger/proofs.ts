import { fold, tileWidth } from './tiles.ts'
import { nodeHash, split } from './tree.ts'

/** Gives the hashes of a tile, at least `width` of them. */
export type TileReader = (level: number, number: number, width: number) => Promise<Buffer>

const node = async (read: TileReader, start: number, leaves: number) => {
  const height = Math.log2(leaves)
  const level = Math.min(Math.floor(height / 8), 7)
  const inTile = 2 ** (height - level * 8)
  const first = start / tileWidth ** level
  const at = first % tileWidth
  const hashes = await read(level, Math.floor(first / tileWidth), at + inTile)
  return fold(hashes.subarray(at * 32, (at + inTile) * 32))
}

const isPowerOfTwo = (n: number) => 2 ** Math.round(Math.log2(n)) === n

/** The root over the leaves from `start`, as RFC 6962 §2.1 splits them. */
export const rangeRoot = async (read: TileReader, start: number, leaves: number): Promise<Buffer> => {
  if (isPowerOfTwo(leaves)) return node(read, start, leaves)
  const k = split(leaves)
  const [left, right] = await Promise.all([node(read, start, k), rangeRoot(read, start + k, leaves - k)])
  return nodeHash(left, right)
}

/** The inclusion proof of a leaf in the tree of a size (RFC 6962 §2.1.1). */
export const inclusionProof = async (read: TileReader, index: number, size: number): Promise<Buffer[]> => {
  const path: Promise<Buffer>[] = []
  let [start, leaves] = [0, size]
  while (leaves > 1) {
    const k = split(leaves)
    if (index < start + k) {
      path.unshift(rangeRoot(read, start + k, leaves - k))
      leaves = k
    } else {
      path.unshift(node(read, start, k))
      start += k
      leaves -= k
    }
  }
  return Promise.all(path)
}

/** The proof that the tree of `size` begins with the tree of `oldSize` (RFC 6962 §2.1.2). */
export const consistencyProof = async (read: TileReader, oldSize: number, size: number): Promise<Buffer[]> => {
  const proof: Promise<Buffer>[] = []
  let [start, leaves, old, whole] = [0, size, oldSize, true]
  while (old !== leaves) {
    const k = split(leaves)
    if (old <= k) {
      proof.unshift(rangeRoot(read, start + k, leaves - k))
      leaves = k
    } else {
      proof.unshift(node(read, start, k))
      start += k
      leaves -= k
      old -= k
      whole = false
    }
  }
  if (!whole) proof.unshift(rangeRoot(read, start, leaves))
  return Promise.all(proof)
}
