import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const EVERY_MS = 20

/** Watches how long one transaction of a database's application wrote, that is: held locks, by the clock. `longest` ends that, in milliseconds. */
export const watchLocks = async (config: { host: string; port: number; user: string }, database: string) => {
  const client = new pg.Client({ ...config, database })
  await client.connect()
  const since = new Map<string, number>()
  let [isOver, longest] = [false, 0]
  const look = async () => {
    const { rows } = await client.query<{ xid: string }>(
      "select backend_xid::text as xid from pg_stat_activity where datname = current_database() and usename = 'preau_app' and backend_xid is not null",
    )
    for (const { xid } of rows) {
      const from = since.get(xid) ?? performance.now()
      since.set(xid, from)
      longest = Math.max(longest, performance.now() - from + EVERY_MS)
    }
  }
  const watching = (async () => {
    for (; !isOver; await wait(EVERY_MS)) await look()
  })()
  return {
    longest: async (): Promise<number> => {
      isOver = true
      await watching
      await client.end()
      return longest
    },
  }
}
