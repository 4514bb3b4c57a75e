import { sha256, timeOf, writeUuid } from './bytes.ts'

/** Leaf v1, byte by byte, is described in `docs/ledger-leaf.md`; `vectors.json` beside this file holds it to the letter. */
export const leafSize = 172
export const headSize = 44

/** What stands in clear in a leaf. The time is the one in the id (UUIDv7), so that it cannot be told twice. */
export type LeafHead = { id: string; schoolId: string; event: number; class: number; purpose: number; subjectKind: number }

/** The first 44 bytes of a leaf, which the sealed parts are bound to as well. */
export const leafHead = (head: LeafHead): Buffer => {
  const bytes = Buffer.allocUnsafe(headSize)
  bytes[0] = 1
  bytes.writeUIntBE(timeOf(head.id), 1, 6)
  bytes.writeUInt16BE(head.event, 7)
  bytes[9] = head.class
  bytes[10] = head.purpose
  bytes[11] = head.subjectKind
  writeUuid(bytes, 12, head.schoolId)
  writeUuid(bytes, 28, head.id)
  return bytes
}

/** A whole leaf: the head, the two commitments, and the hashes of the sealed detail and stub. */
export const leaf = (
  head: LeafHead,
  actor: Uint8Array,
  subject: Uint8Array,
  detailHash: Uint8Array,
  stubHash: Uint8Array,
): Buffer => {
  const bytes = Buffer.concat([leafHead(head), actor, subject, detailHash, stubHash])
  if (bytes.length !== leafSize) throw new Error(`a leaf has ${leafSize} bytes, this one ${bytes.length}`)
  return bytes
}

const scratch = Buffer.alloc(49)
const opening = (letter: 'A' | 'S', salt: Uint8Array, value: Uint8Array) => {
  scratch[0] = letter === 'A' ? 65 : 83
  scratch.set(salt, 1)
  scratch.set(value, 17)
  return sha256(scratch.subarray(0, 17 + value.length))
}

/** Commits to who acted: nobody can tell who without the salt, and nobody can tell another story with it. */
export const actorCommitment = (salt: Uint8Array, actor: Uint8Array): Buffer => opening('A', salt, actor)

/** Commits to whom it is about: an id of 16 bytes, or the 32-byte root of an audience snapshot. */
export const subjectCommitment = (salt: Uint8Array, subject: Uint8Array): Buffer => opening('S', salt, subject)
