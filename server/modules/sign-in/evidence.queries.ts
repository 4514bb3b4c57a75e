import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Evidence = {
  staff: number
  staffWithFactor: number
  codesOpen: number
  codesOverThreeDays: number
  oldestPrivileged: Date | null
}

/** What can be shown of the passwords of those who work here. */
export const evidenceOf = async (tx: Tx): Promise<Evidence | undefined> =>
  (await sql<Evidence>`select * from app.password_evidence()`.execute(tx)).rows[0]

/** How many passwords had to be changed within twelve months, by reason. */
export const rotations = (tx: Tx, from: string) =>
  tx
    .selectFrom('passwordRotation')
    .select((row) => ['why', row.fn.sum<string>('changes').as('changes')])
    .where('month', '>=', from)
    .groupBy('why')
    .orderBy('why')
    .execute()
