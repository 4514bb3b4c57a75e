import type pg from 'pg'
import type { Clock } from '#kernel/clock.ts'
import { readCheckpoint, readKey, readNote, type Signer, signedAt, signText, writeNote } from './notes.ts'
import { emptyRoot, isConsistent } from './tree.ts'

/** What a witness answers (C2SP tlog-witness). `alarm`: a log that it watches contradicts what it has signed before. */
export type Answer = { status: 200 | 400 | 403 | 404 | 409 | 422; type: string; body: string; alarm?: 'fork' | 'rollback' }

export type Witnessing = { pool: pg.Pool; signer: Signer; clock: Clock }

const plain = 'text/plain; charset=utf-8'
const answer = (status: Answer['status'], body = ''): Answer => ({ status, type: plain, body })
const size = (known: number, alarm?: 'fork' | 'rollback'): Answer => ({
  status: 409,
  type: 'text/x.tlog.size',
  body: `${known}\n`,
  ...(alarm && { alarm }),
})

type Request = { oldSize: number; proof: Buffer[]; note: string }

const readRequest = (body: string): Request | undefined => {
  const end = body.indexOf('\n\n')
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n')
  const old = first.match(/^old (0|[1-9]\d{0,15})$/)?.[1]
  const proof = lines.map((line) => Buffer.from(line, 'base64'))
  const isHash = (hash: Buffer, nth: number) => hash.length === 32 && hash.toString('base64') === lines[nth]
  if (old === undefined || proof.length > 63 || !proof.every(isHash)) return undefined
  return { oldSize: Number(old), proof, note: body.slice(end + 2) }
}

type Known = { key: string; size: number; root: Buffer }

const knownLog = async (client: pg.ClientBase, origin: string): Promise<Known | undefined> => {
  const { rows } = await client.query<{ key: string; size: string; root: Buffer | null }>(
    'select key, size, root from ledger.watched_log where origin = $1 for update',
    [origin],
  )
  return rows[0] && { key: rows[0].key, size: Number(rows[0].size), root: rows[0].root ?? emptyRoot }
}

/** What is wrong with a checkpoint whose signature is good, in the order that the specification checks it. */
const objection = (known: Known, request: Request, next: { size: number; root: Buffer }): Answer | undefined => {
  if (request.oldSize > next.size) return answer(400)
  if (request.oldSize !== known.size) return size(known.size, next.size < known.size ? 'rollback' : undefined)
  if (next.size === known.size && known.size > 0) {
    if (!next.root.equals(known.root)) return size(known.size, 'fork')
    return request.proof.length ? answer(422) : undefined
  }
  if (known.size === 0) return request.proof.length || (next.size === 0 && !next.root.equals(emptyRoot)) ? answer(422) : undefined
  return isConsistent(known.size, next.size, known.root, next.root, request.proof) ? undefined : { ...answer(422), alarm: 'fork' }
}

const consider = async (client: pg.ClientBase, { signer, clock }: Witnessing, request: Request): Promise<Answer> => {
  const note = readNote(request.note)
  const next = readCheckpoint(note.text)
  const known = await knownLog(client, next.origin)
  if (!known) return answer(404)
  if (signedAt(note, readKey(known.key)) !== 0) return answer(403)
  const wrong = objection(known, request, next)
  if (wrong) return wrong
  const now = clock.now()
  const signature = signText(signer, note.text, Math.floor(now.getTime() / 1000))
  const cosigned = writeNote({ text: note.text, signatures: [signature] })
  await client.query('update ledger.watched_log set size = $2, root = $3, note = $4, cosigned_at = $5 where origin = $1', [
    next.origin,
    next.size,
    next.root,
    Buffer.from(request.note),
    now,
  ])
  return answer(200, cosigned.slice(note.text.length + 1))
}

/** Cosigns a checkpoint of a log that it watches, or says why not. The row's lock makes checking and remembering one step. */
export const addCheckpoint = async (witnessing: Witnessing, body: string): Promise<Answer> => {
  const request = readRequest(body)
  if (!request) return answer(400)
  const client = await witnessing.pool.connect()
  let broken = true
  try {
    await client.query('begin')
    const reply = await consider(client, witnessing, request).catch((error: unknown) => {
      if (error instanceof Error && /^not a /.test(error.message)) return answer(400)
      throw error
    })
    await client.query(reply.status === 200 ? 'commit' : 'rollback')
    broken = false
    return reply
  } finally {
    client.release(broken)
  }
}

/** Begins to watch a log: from now on its key is the one that its checkpoints must bear. */
export const watch = async (pool: pg.Pool, key: string): Promise<void> => {
  const { name, kind } = readKey(key)
  if (kind !== 1) throw new Error('that is the key of a witness, not of a log')
  await pool.query(
    'insert into ledger.watched_log (origin, key) values ($1, $2) on conflict (origin) do update set key = excluded.key',
    [name, key],
  )
}
