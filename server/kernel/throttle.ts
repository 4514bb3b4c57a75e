import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from './db.ts'
import { refuse } from './errors.ts'

/** What is being tried (`session`, `class_key`), by whom or from where: only its digest is kept, for a day. */
export const tries = (what: string, ...of: readonly string[]): Buffer =>
  createHash('sha256')
    .update([what, ...of].join('\u0000'))
    .digest()

/** Refuses while one of these has to wait; says for how many seconds. By the database's clock, which counted the tries. */
export const mustNotWait = async (tx: Tx, digests: readonly Buffer[]): Promise<void> => {
  const { rows } = await sql<{
    seconds: number | null
  }>`select app.throttled(d) as seconds from unnest(${digests}::bytea[]) d`.execute(tx)
  const seconds = Math.max(0, ...rows.map((row) => row.seconds ?? 0))
  if (seconds > 0) refuse('too_many_tries', { seconds })
}

export const countWrongTries = async (tx: Tx, digests: readonly Buffer[]): Promise<void> => {
  await sql`select app.count_wrong_try(d) from unnest(${digests}::bytea[]) d`.execute(tx)
}

export const clearTries = async (tx: Tx, digest: Buffer): Promise<void> => {
  await sql`select app.clear_tries(${digest})`.execute(tx)
}
