import { createHash } from 'node:crypto'
import type pg from 'pg'
import { named } from './naming.ts'
import { together } from './together.ts'

const names = new Map<string, string>()
/** The name under which a statement is prepared once per connection; endless variety and endless texts go without. */
const nameOf = (text: string) => {
  const known = names.get(text)
  if (known || text.length >= 4000 || names.size >= 1000) return known
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

type Packet = { queries: pg.Query[]; last?: () => void }
const waiting = new WeakMap<pg.PoolClient, Packet>()

/** Sends what waits; everything that is asked before the microtasks are done leaves together, since every packet wakes a process. */
export const leave = (client: pg.PoolClient): void => {
  const packet = waiting.get(client)
  if (!packet) return
  packet.last?.()
  waiting.delete(client)
  client.query(together(packet.queries))
}

/** Asks one statement on a pipelined connection; it leaves with whatever else is asked in this turn. */
export const send = (
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[],
  keepsNames = false,
): Promise<pg.QueryResult> =>
  new Promise((resolve, reject) => {
    const answer = (error: Error | null, result: pg.QueryResult) => (error ? reject(error) : resolve(result))
    const name = nameOf(text)
    const query = named(text, values, name && keepsNames ? `${name}w` : name, keepsNames, answer)
    const packet = waiting.get(client)
    if (packet) return void packet.queries.push(query)
    waiting.set(client, { queries: [query] })
    process.nextTick(leave, client)
  })

/** Whether what is asked now joins something that has not left yet. */
export const isWaiting = (client: pg.PoolClient): boolean => waiting.has(client)

/** What is asked now is asked last of what leaves together, whatever else joins it. */
export const sendLast = (client: pg.PoolClient, text: string): Promise<pg.QueryResult> =>
  new Promise((resolve, reject) => {
    const packet = waiting.get(client)
    if (packet) packet.last = () => void send(client, text, []).then(resolve, reject)
    else reject(new Error('nothing waits to leave'))
  })
