import { Kysely, PostgresDialect } from 'kysely'
import type { Connection } from '#server/db/connection.ts'
import { openPool } from '#server/db/pool.ts'
import type { Tx } from './keys.queries.ts'

/** Runs one short transaction of the vault's own: as the role that may move every school's keys and read nobody's rows. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export const transactions = (connection: Connection): { transact: Transact; end: () => Promise<void> } => {
  const pool = openPool({ ...connection.config('preau_vault'), max: 2 })
  const db = new Kysely<object>({ dialect: new PostgresDialect({ pool }) })
  return { transact: (work) => db.transaction().execute(work), end: () => db.destroy() }
}
