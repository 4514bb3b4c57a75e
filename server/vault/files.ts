import { createHash } from 'node:crypto'
import {
  beginFile,
  CHUNK,
  chunksOf,
  type FileKey,
  HEADER,
  inPieces,
  openChunk,
  openHeader,
  SEALED,
  sealChunk,
  sealedSizeOf,
} from './chunks.ts'
import { VaultError } from './errors.ts'
import type { Tx } from './keys.queries.ts'
import { file as fileOwner } from './owners.ts'
import type { FileStore } from './stores.ts'
import type { Vault } from './vault.ts'

export type { FileKey } from './chunks.ts'
/** What the database remembers of a stored file. */
export type Stored = { readonly name: string; readonly size: number }
/** From where to where, both included, as in a Range header. */
export type Range = { readonly start: number; readonly end: number }

/** The key of a file, made where there is none: in a short transaction, before the bytes come. */
export const fileKey = async (vault: Vault, tx: Tx, schoolId: string, fileId: string): Promise<FileKey> => ({
  schoolId,
  fileId,
  raw: await vault.rawKey(tx, schoolId, fileOwner(fileId)),
})

/** The key of a file that is to be read; refuses where the file was erased. */
export const survivingFileKey = async (vault: Vault, tx: Tx, schoolId: string, fileId: string): Promise<FileKey> => {
  const [raw] = await vault.survivingKeys(tx, schoolId, [fileOwner(fileId)])
  if (!raw) throw new VaultError('vault.erased', { school: schoolId, file: fileId })
  return { schoolId, fileId, raw }
}

async function* sealed(
  key: FileKey,
  body: AsyncIterable<Uint8Array>,
  most: number,
  count: { size: number },
): AsyncGenerator<Buffer> {
  const { header, ...opened } = beginFile(key)
  yield header
  let nth = 0
  let held: Buffer | undefined // the last chunk is marked as such, so it is known only when no other comes
  for await (const piece of inPieces(body, CHUNK)) {
    count.size += piece.length
    if (count.size > most) throw new VaultError('vault.too_large', { most })
    if (held) yield sealChunk(opened, nth++, false, held)
    held = piece
  }
  yield sealChunk(opened, nth, true, held ?? Buffer.alloc(0))
}

/** Seals and keeps a file as it comes, in constant memory. `hash` is the ciphertext's SHA-256. */
export const writeFile = async (
  store: FileStore,
  key: FileKey,
  name: string,
  body: AsyncIterable<Uint8Array>,
  most = Number.POSITIVE_INFINITY,
) => {
  const hash = createHash('sha256')
  const count = { size: 0 }
  async function* hashed() {
    for await (const bytes of sealed(key, body, most, count)) {
      hash.update(bytes)
      yield bytes
    }
  }
  await store.write(name, hashed())
  return { name, size: count.size, hash: hash.digest() }
}

const firstOf = async (store: FileStore, name: string) => {
  const parts: Uint8Array[] = []
  for await (const bytes of await store.read(name, 0, HEADER - 1)) parts.push(bytes)
  return Buffer.concat(parts)
}

/** Opens a file, or a part of it, chunk by chunk as it is read. Throws in the middle where the rest is damaged. */
export async function* readFile(store: FileStore, key: FileKey, { name, size }: Stored, range?: Range): AsyncGenerator<Buffer> {
  const [start, end] = [range?.start ?? 0, Math.min(range?.end ?? size - 1, size - 1)]
  const opened = openHeader(key, await firstOf(store, name))
  const last = chunksOf(size) - 1
  const [from, to] = [Math.floor(start / CHUNK), Math.max(0, Math.floor(end / CHUNK))]
  if (start < 0 || start > size || from > last) throw new RangeError('no such part of the file')
  const bytes = await store.read(name, HEADER + from * SEALED, Math.min(sealedSizeOf(size), HEADER + (to + 1) * SEALED) - 1)
  let nth = from
  for await (const piece of inPieces(bytes, SEALED)) {
    const plain = openChunk(opened, nth, nth === last, piece)
    if (!plain)
      throw new VaultError(isShort(piece, nth, last, size) ? 'vault.truncated' : 'vault.damaged', {
        school: key.schoolId,
        file: key.fileId,
        chunk: nth,
      })
    const offset = nth * CHUNK
    yield plain.subarray(Math.max(0, start - offset), Math.max(0, end + 1 - offset))
    nth++
  }
  if (nth <= to) throw new VaultError('vault.truncated', { school: key.schoolId, file: key.fileId, chunk: nth })
}

const isShort = (piece: Buffer, nth: number, last: number, size: number) =>
  piece.length < (nth === last ? size - last * CHUNK + SEALED - CHUNK : SEALED)

/** Whether the stored bytes are the ones that were written: for a restore drill, without any key. */
export const isIntact = async (store: FileStore, { name, size }: Stored, hash: Buffer): Promise<boolean> => {
  const now = createHash('sha256')
  for await (const bytes of await store.read(name, 0, sealedSizeOf(size))) now.update(bytes)
  return now.digest().equals(hash)
}
