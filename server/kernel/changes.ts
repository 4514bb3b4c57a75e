import { sql } from 'kysely'
import type { SealedTable } from '#vault/tables.ts'
import type { Tx } from './db.ts'

/** Says which fields the next update of a sealed row changes: the log of changes refuses one that nobody has named. */
export const changing = async <C extends object>(
  tx: Tx,
  _of: SealedTable<C>,
  fields: readonly (keyof C & string)[],
): Promise<void> => {
  await sql`select set_config('app.fields', ${fields.join(',')}, true)`.execute(tx)
}
