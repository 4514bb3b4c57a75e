// Who burns alone, and how every process comes to know of the new week before anything hangs on it.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from '#server/db/connection.ts'
import { BURN_LOCK, behindSql, CHANNEL, type Notice, RING_LOCK } from './channel.queries.ts'
import type { Heart } from './listening.ts'

const GRACE = 3 // times the patience that a process has to read the ring; then it loses its line, and with it what it remembers
const LOOK = 20 // ms

/**
 * Returns when no process looks up by the past ring any more: each has said that it read the new one, or is dead, or has lost its
 * line for so long that it believes nothing it remembers.
 */
const announce = async (client: pg.Client, week: number, { patience }: Heart) => {
  await client.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ ring: week } satisfies Notice)])
  const behind = async () => (await client.query<{ pid: number }>(behindSql, [RING_LOCK, week])).rows
  for (let waited = 0; ; waited += LOOK) {
    const late = await behind()
    if (late.length === 0) break
    if (waited >= GRACE * patience) for (const { pid } of late) await client.query('select pg_terminate_backend($1)', [pid])
    await sleep(LOOK)
  }
  await sleep(patience)
}

/** Work at the ring, and the word that goes to all other processes. */
export type Alone = <T>(work: (announce: (week: number) => Promise<void>) => Promise<T>) => Promise<T>

const withClient = async <T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ ...connection.config('preau_vault'), application_name: 'preau_burn' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Does something to the ring that one process may do at a time, as soon as nobody else does. */
export const alone =
  (connection: Connection, heart: Heart): Alone =>
  (work) =>
    withClient(connection, async (client) => {
      await client.query('select pg_advisory_lock($1::bigint)', [BURN_LOCK])
      return work((week) => announce(client, week, heart))
    })
