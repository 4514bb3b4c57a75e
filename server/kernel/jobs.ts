import { sql } from 'kysely'
import type { Actor, Tx } from './db.ts'

/** Work for later: added in the transaction of what caused it, so that neither happens without the other. */
export type Later = (
  task: string,
  payload: Readonly<Record<string, string>>,
  options?: { afterSeconds?: number; key?: string },
) => Promise<void>

/** Adds a job through the one function that may write to the queue's tables. Payloads hold ids and enumerations only. */
export const enqueue = async (
  tx: Tx,
  actor: Actor,
  task: string,
  payload: Readonly<Record<string, string>>,
  { afterSeconds = 0, key }: { afterSeconds?: number; key?: string } = {},
): Promise<void> => {
  for (const taken of ['schoolId', 'requestId'])
    if (taken in payload) throw new Error(`${task} may not carry a ${taken} of its own`)
  const full = JSON.stringify({ ...payload, schoolId: actor.schoolId, requestId: actor.requestId })
  await sql`select app.job(${task}, ${full}::json, ${afterSeconds}::int, ${key ?? null}::text)`.execute(tx)
}
