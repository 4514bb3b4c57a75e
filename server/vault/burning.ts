// Who burns alone, and how every process comes to know of the new week before anything hangs on it.
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from '#server/db/connection.ts'
import { BURN_LOCK, behindSql, CHANNEL, HEARD_LOCK, type Notice, RING_LOCK, unheardSql } from './channel.queries.ts'
import type { Heart } from './listening.ts'

const GRACE = 3 // times the patience that a process has to read the ring; then it loses its line, and with it what it remembers
const LOOK = 20 // ms

/** Waits until a question finds no session any more; those that it still finds after a while lose their lines. */
const untilNone = async (client: pg.Client, text: string, parameters: readonly number[], patience: number) => {
  for (let waited = 0; ; waited += LOOK) {
    const late = (await client.query<{ pid: number }>(text, [...parameters])).rows
    if (late.length === 0) return
    if (waited >= GRACE * patience) for (const { pid } of late) await client.query('select pg_terminate_backend($1)', [pid])
    await sleep(LOOK)
  }
}

/**
 * Returns when no process looks up by the past ring any more: each has said that it read the new one, or is dead, or has lost its
 * line for so long that it believes nothing it remembers.
 */
const announce = async (client: pg.Client, week: number, { patience }: Heart) => {
  await client.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ ring: week } satisfies Notice)])
  await untilNone(client, behindSql, [RING_LOCK, week], patience)
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

/**
 * Returns when every process that listens has heard all that was said so far: messages come in the order of their commits, so whoever
 * answers the question has forgotten who was erased before it. A process without a line forgets by itself, within the heart's patience.
 */
export const everyoneHeard = (connection: Connection, { patience }: Heart): Promise<void> =>
  withClient(connection, async (client) => {
    const heard = randomInt(1, 2 ** 31 - 1)
    await client.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ heard } satisfies Notice)])
    await untilNone(client, unheardSql, [RING_LOCK, HEARD_LOCK, heard], patience)
  })
