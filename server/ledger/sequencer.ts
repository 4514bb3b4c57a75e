import type pg from 'pg'
import type { Clock } from '#kernel/clock.ts'
import { type Head, headOf, loadEdge, putTiles } from './log.queries.ts'
import { checkpointText, type Signer, signerOf, signText, writeNote } from './notes.ts'
import { orderBatch, putBatch, putCheckpoint, putSubjectDays, takeTurn } from './sequencer.queries.ts'
import { append, type Edge, edgeRoot } from './tiles.ts'

/** What ordering the facts needs: the sequencer's own connections, the log's secret key (32 bytes), the clock. */
export type Sequencing = {
  pool: pg.Pool
  seed: Uint8Array
  clock: Clock
  /** Facts in one batch at most. */ most?: number
  /** Whether a checkpoint is published later, by `publisher`: once a second machine has what it speaks of. */ isHeldBack?: boolean
}

/** What a turn did. `busy`: another process had it; `more`: there was more than one batch holds. */
export type Turn = { outcome: 'busy' | 'nothing' | 'ordered'; leaves: number; more: boolean; size: number }

type Remembered = { epoch: number; edge: Edge }

const edgeOf = async (client: pg.PoolClient, head: Head, remembered: Remembered | undefined) =>
  remembered && remembered.epoch === head.epoch && remembered.edge.size === head.size
    ? remembered.edge
    : loadEdge(client, head.epoch, head.size)

/** One transaction: leaves, tiles, index by tag, batch and head, with one word to the streams and one to the jobs. */
const orderIn = async (client: pg.PoolClient, { clock, most = 8192 }: Sequencing, remembered: Remembered | undefined) => {
  if (!(await takeTurn(client))) return { turn: { outcome: 'busy', leaves: 0, more: false, size: 0 } as const, remembered }
  const head = await headOf(client)
  const batch = await orderBatch(client, head, most)
  if (!batch) return { turn: { outcome: 'nothing', leaves: 0, more: false, size: head.size } as const, remembered }
  const { edge, tiles } = append(await edgeOf(client, head, remembered), batch.hashes)
  const leaves = edge.size - head.size
  await putTiles(client, head.epoch, tiles)
  await putSubjectDays(client, head, batch)
  await putBatch(client, head, batch, { leaves, size: edge.size, root: edgeRoot(edge), at: clock.now() })
  return {
    turn: { outcome: 'ordered', leaves, more: leaves === most, size: edge.size } as const,
    remembered: { epoch: head.epoch, edge },
  }
}

type Knowing = { remembered: Remembered | undefined; signer: Signer | undefined }

/** Signs what is committed, never before: a signed head that the database had lost could not be taken back. */
const sign = async ({ pool, seed, clock, isHeldBack = false }: Sequencing, knowing: Knowing) => {
  const client = await pool.connect()
  try {
    const head = await headOf(client)
    if (!head.size || head.signed === head.size) return
    if (knowing.signer?.name !== head.origin) knowing.signer = signerOf(head.origin, seed)
    const root = edgeRoot(await edgeOf(client, head, knowing.remembered))
    const text = checkpointText({ origin: head.origin, size: head.size, root })
    await putCheckpoint(client, head, writeNote({ text, signatures: [signText(knowing.signer, text)] }), clock.now(), !isHeldBack)
  } finally {
    client.release()
  }
}

/** Orders facts, one batch at a time. However many of them there are, in however many processes, one at a time has its turn. */
export const sequencer = (sequencing: Sequencing): { turn: () => Promise<Turn> } => {
  const knowing: Knowing = { remembered: undefined, signer: undefined }
  const turn = async (): Promise<Turn> => {
    const client = await sequencing.pool.connect()
    let broken = true
    try {
      await client.query('begin; set local enable_seqscan = off') // a plan made while a month was empty would read all of it, at every turn
      const done = await orderIn(client, sequencing, knowing.remembered)
      await client.query(done.turn.outcome === 'ordered' ? 'commit' : 'rollback')
      knowing.remembered = done.remembered
      broken = false
      if (done.turn.outcome !== 'busy' && !done.turn.more) await sign(sequencing, knowing)
      return done.turn
    } finally {
      client.release(broken) // a broken connection is closed, and its transaction with it
    }
  }
  return { turn }
}
