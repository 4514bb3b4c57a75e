import type pg from 'pg'
import type { Clock } from '#kernel/clock.ts'
import { headOf } from './log.queries.ts'
import { readCheckpoint, readKey, readNote, type Signature, signedAt, writeNote } from './notes.ts'
import { newestCheckpoint, tileReader } from './proof-file.ts'
import { consistencyProof } from './proofs.ts'

/** Sends one request to a witness and gives its answer; the caller says how (HTTP, or in one process). */
export type Ask = (url: string, body: string) => Promise<{ status: number; body: string }>

/** What became of asking one witness. `fork` and `rollback` are alarms: it has seen another log than ours. */
export type Cosigning = { name: string; outcome: 'cosigned' | 'silent' | 'refused' | 'fork' | 'rollback' }

type Witness = { name: string; key: string; url: string; last_size: string }
type Told = { signature?: Signature; outcome: Cosigning['outcome'] }

const requestBody = async (pool: pg.Pool, epoch: number, oldSize: number, checkpoint: { size: number; note: string }) => {
  const proof =
    oldSize > 0 && oldSize < checkpoint.size ? await consistencyProof(tileReader(pool, epoch), oldSize, checkpoint.size) : []
  return `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint.note}`
}

const askOne = async (
  pool: pg.Pool,
  epoch: number,
  witness: Witness,
  checkpoint: { size: number; note: string },
  ask: Ask,
): Promise<Told> => {
  let oldSize = Math.min(Number(witness.last_size), checkpoint.size)
  for (let attempt = 0; attempt < 2; attempt++) {
    const reply = await ask(`${witness.url}/add-checkpoint`, await requestBody(pool, epoch, oldSize, checkpoint)).catch(
      () => undefined,
    )
    if (!reply) return { outcome: 'silent' }
    if (reply.status === 200) {
      const { text } = readNote(checkpoint.note)
      const note = readNote(`${text}\n${reply.body}`)
      const key = readKey(witness.key)
      const signature = note.signatures.find(({ id, name }) => name === key.name && id.equals(key.id))
      return signature && signedAt(note, key) !== undefined ? { outcome: 'cosigned', signature } : { outcome: 'refused' }
    }
    if (reply.status === 422) return { outcome: 'fork' }
    if (reply.status !== 409) return { outcome: 'refused' }
    const its = Number(reply.body.trim())
    if (its > checkpoint.size) return { outcome: 'rollback' }
    if (its === oldSize) return { outcome: 'fork' }
    oldSize = its
  }
  return { outcome: 'silent' }
}

/** Asks every witness to cosign the newest checkpoint, and keeps it together with those cosignatures. */
export const askWitnesses = async (pool: pg.Pool, clock: Clock, ask: Ask): Promise<Cosigning[]> => {
  const { epoch } = await headOf(pool)
  const { rows: witnesses } = await pool.query<Witness>('select name, key, url, last_size from ledger.witness order by name')
  const newest = await newestCheckpoint(pool, epoch)
  if (!newest || !witnesses.length) return []
  const note = readNote(newest.note)
  const { origin } = readCheckpoint(note.text)
  const own = {
    size: newest.size,
    note: writeNote({ text: note.text, signatures: note.signatures.filter(({ name }) => name === origin) }),
  }
  const told = await Promise.all(witnesses.map((witness) => askOne(pool, epoch, witness, own, ask)))
  const signatures = told.flatMap(({ signature }) => (signature ? [signature] : []))
  const now = clock.now()
  if (signatures.length) {
    const whole = Buffer.from(writeNote({ text: note.text, signatures: [...readNote(own.note).signatures, ...signatures] }))
    await pool.query('update ledger.checkpoint set witnessed = $3, witnessed_at = $4 where epoch = $1 and size = $2', [
      epoch,
      newest.size,
      whole,
      now,
    ])
  }
  for (const [nth, { name }] of witnesses.entries()) await keepWord(pool, name, told[nth]!.outcome, newest.size, now)
  return witnesses.map(({ name }, nth) => ({ name, outcome: told[nth]!.outcome }))
}

const keepWord = (pool: pg.Pool, name: string, outcome: Cosigning['outcome'], size: number, now: Date) =>
  outcome === 'cosigned'
    ? pool.query('update ledger.witness set last_size = $2, last_at = $3, trouble = null, trouble_at = null where name = $1', [
        name,
        size,
        now,
      ])
    : pool.query('update ledger.witness set trouble = $2, trouble_at = coalesce(trouble_at, $3) where name = $1', [
        name,
        outcome,
        now,
      ])
