// What processes tell each other about keys: on one channel, and by which week of the ring each of them holds a lock on.
import { sql } from 'kysely'
import type { Tx } from './keys.queries.ts'

export const CHANNEL = 'preau_vault'
/** A message: owners whose keys are gone, a ring that has turned, or the question whether all of that was heard. */
export type Notice = { readonly erased?: readonly string[]; readonly ring?: number; readonly heard?: number }

const MOST = 200 // ids in one message, which may have 8,000 bytes

/** Says in the transaction of an erasure that these owners are to be forgotten: heard by every process when it commits, or by none. */
export const tellErased = async (tx: Tx, owners: readonly string[]) => {
  for (let at = 0; at < owners.length; at += MOST)
    await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ erased: owners.slice(at, at + MOST) } satisfies Notice)})`.execute(
      tx,
    )
}

/** The shared lock that says: this process has the ring of this week in memory. It goes with the session, however that ends. */
export const RING_LOCK = 1_886_545_257
/** The shared lock that says: this process has heard all that was said before the question of this number. */
export const HEARD_LOCK = 1_886_545_260
/** Held by whoever burns. */
export const BURN_LOCK = 1_886_545_258
/** Held while the erasure journal is written. */
export const JOURNAL_LOCK = 1_886_545_259

/** Sessions of this database that still have another week's ring. */
export const behindSql = `select distinct pid from pg_locks where locktype = 'advisory' and granted and objsubid = 2
  and database = (select oid from pg_database where datname = current_database()) and classid = $1::int::oid and objid <> $2::int::oid`

/** Sessions that hold a ring, so that they listen, and have not said that they heard the question. */
export const unheardSql = `select distinct pid from pg_locks r where locktype = 'advisory' and granted and objsubid = 2
  and database = (select oid from pg_database where datname = current_database()) and classid = $1::int::oid
  and not exists (select from pg_locks h where h.pid = r.pid and h.locktype = 'advisory' and h.granted and h.objsubid = 2
    and h.database = r.database and h.classid = $2::int::oid and h.objid = $3::int::oid)`
