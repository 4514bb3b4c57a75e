import { buffer } from 'node:stream/consumers'
import { type FileKey, type Range, readFile, type Stored } from '#vault/files.ts'
import type { FileStore } from '#vault/stores.ts'

// A film is a tree of boxes (ISO/IEC 14496-12): four bytes of length, four of type, then what is in it.
const BLOCK = 262_144
const MOST_BOXES = 20_000
const DEEPEST = 8

/** Boxes that are looked into. */
const folders = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf'])
/** Boxes of which no player needs anything: titles, the camera's make, the place. */
const words = new Set(['udta', 'meta', 'XMP_'])
const xmp = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex')
/** Tracks that say for every moment of the film where the camera was. */
const travels = /gpmd|camm|rtmd|location\.ISO6709/

type Read = (start: number, length: number) => Promise<Buffer>
type Box = { type: string; at: number; head: number; size: number }
/** Where a film says more than its pictures and sounds; `tracked`: it says it in a track of its own, which cannot be taken out; `strange`: no camera makes such a film. */
export type Said = { type: Range[]; body: Range[] } | 'tracked' | 'strange'

/** A few bytes at a time, from a block that is opened once. */
const inBlocks = (store: FileStore, key: FileKey, stored: Stored): Read => {
  let [nth, held] = [-1, Buffer.alloc(0)]
  return async (start, length) => {
    const parts: Buffer[] = []
    for (let at = start, end = Math.min(start + length, stored.size); at < end; ) {
      const wanted = Math.floor(at / BLOCK)
      if (wanted !== nth)
        [nth, held] = [
          wanted,
          await buffer(readFile(store, key, stored, { start: wanted * BLOCK, end: (wanted + 1) * BLOCK - 1 })),
        ]
      const part = held.subarray(at - wanted * BLOCK, end - wanted * BLOCK)
      parts.push(part)
      at += part.length
    }
    return Buffer.concat(parts)
  }
}

/** The box at a place; nothing where there is none: whatever lies behind the last one is no box. */
const boxAt = async (read: Read, at: number, end: number): Promise<Box | undefined> => {
  const bytes = await read(at, 16)
  if (bytes.length < 8) return undefined
  const short = bytes.readUInt32BE(0)
  if (short === 1 && bytes.length < 16) return undefined
  const size = short === 1 ? Number(bytes.readBigUInt64BE(8)) : short === 0 ? end - at : short
  const head = short === 1 ? 16 : 8
  return size < head || at + size > end ? undefined : { type: bytes.toString('latin1', 4, 8), at, head, size }
}

/** Finds in a stored film what says where it was taken, and by whose camera. */
export const saidIn = async (store: FileStore, key: FileKey, stored: Stored): Promise<Said> => {
  const read = inBlocks(store, key, stored)
  const found = { type: [] as Range[], body: [] as Range[] }
  let boxes = 0
  const look = async (from: number, end: number, depth: number): Promise<'tracked' | 'strange' | undefined> => {
    for (let at = from; at < end; ) {
      const box = await boxAt(read, at, end)
      if (!box) return undefined
      if (++boxes > MOST_BOXES || depth > DEEPEST) return 'strange'
      const [body, next] = [box.at + box.head, box.at + box.size]
      const isXmp = box.type === 'uuid' && (await read(body, 16)).equals(xmp)
      if (words.has(box.type) || isXmp) {
        found.type.push({ start: at + 4, end: at + 7 })
        if (next > body) found.body.push({ start: body, end: next - 1 })
      } else if (box.type === 'stsd') {
        if (travels.test((await read(body, Math.min(next - body, BLOCK))).toString('latin1'))) return 'tracked'
      } else if (folders.has(box.type)) {
        const inside = await look(body, next, depth + 1)
        if (inside) return inside
      }
      at = next
    }
    return undefined
  }
  return (await look(0, stored.size, 0)) ?? found
}

const FREE = Buffer.from('free')

/** The same film with these places empty: nothing moves, so that every picture stays where the film says it is. */
export async function* silenced(film: AsyncIterable<Buffer>, { type, body }: Exclude<Said, string>): AsyncGenerator<Buffer> {
  let at = 0
  for await (const chunk of film) {
    const out = Buffer.from(chunk)
    const within = ({ start, end }: Range) => [Math.max(start - at, 0), Math.min(end + 1 - at, out.length)] as const
    for (const range of body) {
      const [from, to] = within(range)
      if (from < to) out.fill(0, from, to)
    }
    for (const range of type) {
      const [from, to] = within(range)
      if (from < to) FREE.copy(out, from, at + from - range.start, at + to - range.start)
    }
    at += chunk.length
    yield out
  }
}
