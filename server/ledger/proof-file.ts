import type pg from 'pg'
import { readTile } from './log.queries.ts'
import { readCheckpoint, readNote, signedAt, type VerifierKey } from './notes.ts'
import { inclusionProof, type TileReader } from './proofs.ts'
import { rootFromInclusion } from './tree.ts'

/** A proof as C2SP tlog-proof writes it down: index, path and checkpoint, checked offline. */
export type Proof = { index: number; path: Buffer[]; checkpoint: string; extra?: Buffer }

const title = 'c2sp.org/tlog-proof@v1'

/** The text of a `.tlog-proof` file. */
export const writeProof = ({ index, path, checkpoint, extra }: Proof): string =>
  [
    title,
    ...(extra ? [`extra ${extra.toString('base64')}`] : []),
    `index ${index}`,
    ...path.map((hash) => hash.toString('base64')),
    '',
    checkpoint,
  ].join('\n')

/** Reads a `.tlog-proof` file; nothing is verified yet. */
export const readProof = (text: string): Proof => {
  const end = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, end).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? Buffer.from(lines.shift()!.slice(6), 'base64') : undefined
  const index = lines.shift()?.match(/^index (0|[1-9]\d{0,15})$/)?.[1]
  const path = lines.map((line) => Buffer.from(line, 'base64'))
  if (
    end < 0 ||
    first !== title ||
    index === undefined ||
    path.some((hash, nth) => hash.length !== 32 || hash.toString('base64') !== lines[nth])
  )
    throw new Error('not a proof')
  return { index: Number(index), path, checkpoint: text.slice(end + 2), ...(extra && { extra }) }
}

/** Whether the leaf is where the proof says, under a checkpoint of this log that all the witnesses have seen; `seenAt` is the oldest cosignature's time in seconds. */
export const checkProof = (
  proof: Proof,
  hash: Uint8Array,
  log: VerifierKey,
  witnesses: readonly VerifierKey[],
): { ok: boolean; seenAt?: number } => {
  const note = readNote(proof.checkpoint)
  const { origin, size, root } = readCheckpoint(note.text)
  const times = witnesses.map((witness) => signedAt(note, witness))
  const signed = origin === log.name && signedAt(note, log) === 0 && times.every((time) => time !== undefined)
  const ok = signed && rootFromInclusion(proof.index, size, hash, proof.path)?.equals(root) === true
  return times.length && ok ? { ok, seenAt: Math.min(...times.map((time) => time!)) } : { ok }
}

/** Reads tiles, each once: a proof asks for the same few again and again. */
export const tileReader = (asker: pg.Pool | pg.ClientBase, epoch: number): TileReader => {
  const known = new Map<string, Promise<Buffer>>()
  return (level, number, width) => {
    const at = `${level}/${number}`
    const tile = known.get(at) ?? readTile(asker, epoch, level, number, width)
    known.set(at, tile)
    return tile
  }
}

/** The newest published checkpoint of a log, with its cosignatures where it has some; `witnessed` asks for the newest that has. */
export const newestCheckpoint = async (
  asker: pg.Pool | pg.ClientBase,
  epoch: number,
  witnessed = false,
): Promise<{ size: number; note: string } | undefined> => {
  const { rows } = await asker.query<{ size: string; note: Buffer }>(
    `select size, coalesce(witnessed, note) as note from ledger.checkpoint where epoch = $1 and published_at is not null and (witnessed is not null or not $2) order by size desc limit 1`,
    [epoch, witnessed],
  )
  return rows[0] && { size: Number(rows[0].size), note: rows[0].note.toString() }
}

/** Proves that an entry is in the log, under its newest checkpoint (witnessed, where one covers the entry). */
export const prove = async (
  asker: pg.Pool | pg.ClientBase,
  { epoch, index, extra }: { epoch: number; index: number; extra?: Buffer },
): Promise<string> => {
  const seen = await newestCheckpoint(asker, epoch, true)
  const checkpoint = seen && seen.size > index ? seen : await newestCheckpoint(asker, epoch)
  if (!checkpoint || checkpoint.size <= index) throw new Error(`entry ${index} is not under a checkpoint yet`)
  const path = await inclusionProof(tileReader(asker, epoch), index, checkpoint.size)
  return writeProof({ index, path, checkpoint: checkpoint.note, ...(extra && { extra }) })
}
