// A sealed row, from its first byte on:
//   layout 1 · algorithm 1 · length of the header 2 · length of the whole 4 · check of the place 4 · owners · check of the header 4
//   iv 12 · ciphertext · tag 16
// Owners: one → 0x10+kind · id 16 · version 2 · check of the key 4; all → 0x20 · count · owners; any → 0x30 · count · (owner · wrapped key 60)…
// The whole header and the place (school, table, row) are bound by the tag. The three checks only tell *why* something does not
// open; they are no protection and need none.
import { crc32 } from 'node:zlib'
import { IV, TAG } from './aead.ts'
import { type OwnerKind, ownerKinds } from './owners.ts'

export const LAYOUT = 1
export const AES_256_GCM = 1
/** Bytes before the owners, of one owner, of a check, of a key wrapped for one of `any`. */
export const FIXED = 12
export const ONE = 23
export const CHECK = 4
export const WRAPPED = IV + 32 + TAG
const DEPTH = 4
const SMALLEST = FIXED + ONE + CHECK

/** One owner as a header names it. */
export type Leaf = {
  readonly one: true
  readonly id: string
  readonly kind: number
  readonly version: number
  readonly check: number
  readonly end: number
}
/** Owners as a header names them, with the offset after each; in `any`, each owner's wrapped key begins there. */
export type Named =
  | Leaf
  | { readonly all: readonly Named[]; readonly start: number; readonly end: number }
  | { readonly any: readonly Named[]; readonly start: number; readonly end: number }

export const kindNumber = (kind: OwnerKind) => ownerKinds.indexOf(kind) + 1

const readLeaf = (blob: Buffer, at: number): Leaf => ({
  one: true,
  id: blob.toString('latin1', at + 1, at + 17),
  kind: blob[at]! & 15,
  version: blob.readUInt16BE(at + 17),
  check: blob.readUInt32BE(at + 19),
  end: at + ONE,
})

const readMany = (blob: Buffer, start: number, end: number, depth: number): Named | undefined => {
  const isAny = blob[start] === 0x30
  if ((!isAny && blob[start] !== 0x20) || depth === DEPTH) return undefined
  const some: Named[] = []
  let at = start + 2
  for (let left = blob[start + 1]!; left > 0; left--) {
    const one = readOwners(blob, at, end, depth + 1)
    if (!one) return undefined
    some.push(one)
    at = one.end + (isAny ? WRAPPED : 0)
  }
  if (at > end || some.length === 0) return undefined
  return isAny ? { any: some, start, end: at } : { all: some, start, end: at }
}

const readOwners = (blob: Buffer, at: number, end: number, depth: number): Named | undefined => {
  if (at + ONE > end) return undefined
  return blob[at]! >> 4 === 1 ? readLeaf(blob, at) : readMany(blob, at, end, depth)
}

/** The owners that a blob names, or undefined where it makes no sense. Nothing it says is believed before the tag was checked. */
export const ownersOf = (blob: Buffer): Named | undefined => {
  if (blob.length < SMALLEST + IV + TAG || blob[0] !== LAYOUT || blob[1] !== AES_256_GCM || blob.readUInt32BE(4) !== blob.length)
    return undefined
  const end = blob.readUInt16BE(2) - CHECK
  if (end + CHECK + IV + TAG > blob.length) return undefined
  const owners = readOwners(blob, FIXED, end, 0)
  return owners?.end === end ? owners : undefined
}

export function* leavesNamed(named: Named): Generator<Leaf> {
  if ('one' in named) yield named
  else for (const some of 'all' in named ? named.all : named.any) yield* leavesNamed(some)
}

/** What can be told from the bytes alone about a blob that does not open. */
export const faultOf = (blob: Buffer, place: number): 'vault.truncated' | 'vault.damaged' | 'vault.moved' | undefined => {
  if (blob.length < FIXED) return 'vault.truncated'
  const [header, total] = [blob.readUInt16BE(2), blob.readUInt32BE(4)]
  if (header < SMALLEST) return 'vault.damaged'
  if (header > blob.length) return total > blob.length ? 'vault.truncated' : 'vault.damaged'
  if (crc32(blob.subarray(0, header - CHECK)) !== blob.readUInt32BE(header - CHECK)) return 'vault.damaged'
  if (total !== blob.length) return total > blob.length ? 'vault.truncated' : 'vault.damaged'
  return place === blob.readUInt32BE(8) ? undefined : 'vault.moved'
}
