import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Guardians of the school among these accounts. */
export const guardiansWith = async (tx: Tx, accounts: readonly string[]) => {
  const { rows } = await sql<{ accountId: string; personId: string }>`
    select account_id, person_id from app.guardians_with(${accounts}::uuid[])`.execute(tx)
  return new Map(rows.map(({ accountId, personId }) => [accountId, personId]))
}
