// A sealed file: a header, then chunks of 64 KiB, each with its tag. What the STREAM construction (Hoang, Reyhanitabar, Rogaway,
// Vizár, 2015) asks for: the nonce counts the chunks and marks the last, so none can be left out, added or put elsewhere.
//   layout 1 · algorithm 1 · zero 2 · check of the place 4 · check of the key 4 · salt 16 · check of the header 4
// Every file has a key of its own; the salt makes one for every writing of it.
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { TAG } from './aead.ts'
import { VaultError } from './errors.ts'

export const CHUNK = 65_536
export const SEALED = CHUNK + TAG
export const HEADER = 32

/** A file's key, bound to where the file belongs. */
export type FileKey = { readonly schoolId: string; readonly fileId: string; readonly raw: Buffer }
type Opened = { readonly key: KeyObject; readonly bound: Buffer }

const placeOf = ({ schoolId, fileId }: FileKey) => Buffer.from(`preau/v1\0${schoolId}\0file\0${fileId}\0`)
const checkOf = ({ raw }: FileKey) => Buffer.from(hkdfSync('sha256', createSecretKey(raw), '', 'preau/v1/file/check', 4))
const openedWith = (file: FileKey, header: Buffer): Opened => ({
  key: createSecretKey(Buffer.from(hkdfSync('sha256', createSecretKey(file.raw), header.subarray(12, 28), 'preau/v1/file', 32))),
  bound: Buffer.concat([placeOf(file), header]),
})

/** Begins a file: its header and what seals its chunks. */
export const beginFile = (file: FileKey): { header: Buffer } & Opened => {
  const header = Buffer.alloc(HEADER)
  header.set([1, 1])
  header.writeUInt32BE(crc32(placeOf(file)), 4)
  checkOf(file).copy(header, 8)
  randomBytes(16).copy(header, 12)
  header.writeUInt32BE(crc32(header.subarray(0, 28)), 28)
  return { header, ...openedWith(file, header) }
}

/** Reads a header; refuses one that belongs to another file or key, or is damaged. */
export const openHeader = (file: FileKey, header: Buffer): Opened => {
  const refuse = (code: 'vault.truncated' | 'vault.damaged' | 'vault.moved' | 'vault.wrong_key') => {
    throw new VaultError(code, { school: file.schoolId, file: file.fileId })
  }
  if (header.length < HEADER) refuse('vault.truncated')
  if (header[0] !== 1 || header[1] !== 1 || header.readUInt32BE(28) !== crc32(header.subarray(0, 28))) refuse('vault.damaged')
  if (header.readUInt32BE(4) !== crc32(placeOf(file))) refuse('vault.moved')
  if (!checkOf(file).equals(header.subarray(8, 12))) refuse('vault.wrong_key')
  return openedWith(file, header)
}

const nonce = (nth: number, isLast: boolean) => {
  const made = Buffer.alloc(12)
  made.writeUInt32BE(nth, 7)
  made[11] = isLast ? 1 : 0
  return made
}

export const sealChunk = ({ key, bound }: Opened, nth: number, isLast: boolean, plain: Buffer): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(nth, isLast))
  cipher.setAAD(bound)
  const sealed = cipher.update(plain)
  cipher.final()
  return Buffer.concat([sealed, cipher.getAuthTag()])
}

/** Opens one chunk, or says nothing of why not: reordered, exchanged and flipped look alike. */
export const openChunk = ({ key, bound }: Opened, nth: number, isLast: boolean, sealed: Buffer): Buffer | undefined => {
  if (sealed.length < TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(nth, isLast), { authTagLength: TAG })
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(-TAG))
  const plain = decipher.update(sealed.subarray(0, -TAG))
  try {
    decipher.final()
    return plain
  } catch {
    return undefined
  }
}

/** How many chunks a file of this many bytes has: an empty one has an empty last chunk. */
export const chunksOf = (size: number) => Math.max(1, Math.ceil(size / CHUNK))
export const sealedSizeOf = (size: number) => HEADER + size + chunksOf(size) * TAG

/** The same bytes in pieces of one size, the last one shorter. */
export async function* inPieces(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const bytes of body) {
    let rest = bytes
    while (length + rest.length >= size) {
      const part = size - length
      yield Buffer.concat([...held, rest.subarray(0, part)], size)
      rest = rest.subarray(part)
      held = []
      length = 0
    }
    if (rest.length > 0) held.push(rest)
    length += rest.length
  }
  if (length > 0) yield Buffer.concat(held, length)
}
