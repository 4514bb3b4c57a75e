import { sha256 } from './bytes.ts'

const leafMark = Buffer.from([0])
const nodeMark = Buffer.from([1])

/** The hash of a leaf (RFC 6962 §2.1). */
export const leafHash = (leaf: Uint8Array): Buffer => sha256(Buffer.concat([leafMark, leaf]))

/** The hash of a node over its two children. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.concat([nodeMark, left, right]))

/** The hash of a tree without leaves. */
export const emptyRoot: Buffer = sha256(Buffer.alloc(0))

/** The largest power of two that is smaller than n, for n ≥ 2. */
export const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1))

/** The root over leaf hashes that are all at hand. */
export const rootOf = (hashes: readonly Uint8Array[]): Buffer => {
  if (!hashes.length) return emptyRoot
  let row = hashes
  while (row.length > 1) {
    const next: Uint8Array[] = []
    for (let at = 0; at < row.length; at += 2) next.push(at + 1 < row.length ? nodeHash(row[at]!, row[at + 1]!) : row[at]!)
    row = next
  }
  return Buffer.from(row[0]!)
}

/** The root over leaves that are all at hand. */
export const treeHash = (leaves: readonly Uint8Array[]): Buffer => rootOf(leaves.map(leafHash))

/** The path from a leaf to the root, for leaf hashes that are all at hand. */
export const pathIn = (hashes: readonly Uint8Array[], index: number): Buffer[] => {
  if (hashes.length < 2) return []
  const k = split(hashes.length)
  return index < k
    ? [...pathIn(hashes.slice(0, k), index), rootOf(hashes.slice(k))]
    : [...pathIn(hashes.slice(k), index - k), rootOf(hashes.slice(0, k))]
}

/** The root that an inclusion proof leads to, or undefined when its length cannot be right (RFC 9162 §2.1.3.2). */
export const rootFromInclusion = (
  index: number,
  size: number,
  hash: Uint8Array,
  path: readonly Uint8Array[],
): Buffer | undefined => {
  if (index < 0 || index >= size) return undefined
  let [node, last] = [index, size - 1]
  let root: Buffer = Buffer.from(hash)
  for (const sibling of path) {
    if (last === 0) return undefined
    if (node % 2 === 1 || node === last) {
      root = nodeHash(sibling, root)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        last = Math.floor(last / 2)
      }
    } else root = nodeHash(root, sibling)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? root : undefined
}

const isPowerOfTwo = (n: number) => 2 ** Math.round(Math.log2(n)) === n

/** Whether a tree of `size` and `root` begins with the tree of `oldSize` and `oldRoot` (RFC 9162 §2.1.4.2). Nothing is proved about the empty tree. */
export const isConsistent = (
  oldSize: number,
  size: number,
  oldRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean => {
  if (oldSize < 1 || oldSize > size) return false
  if (oldSize === size) return proof.length === 0 && Buffer.from(oldRoot).equals(root)
  const steps = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : [...proof]
  const first = steps.shift()
  if (!first || !proof.length) return false
  let [node, last] = [oldSize - 1, size - 1]
  while (node % 2 === 1) {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  let before: Buffer = Buffer.from(first)
  let after = before
  for (const step of steps) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      before = nodeHash(step, before)
      after = nodeHash(step, after)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        last = Math.floor(last / 2)
      }
    } else after = nodeHash(after, step)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && before.equals(oldRoot) && after.equals(root)
}
