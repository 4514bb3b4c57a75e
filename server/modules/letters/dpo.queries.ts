import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Where the data protection officer of the school is reached: it stands at the foot of its mails. */
export const dpoAddressOf = (tx: Tx): Promise<string | null> =>
  sql<{ dpoAddress: string | null }>`select dpo_address from notification_rules where school_id = app.school_id()`
    .execute(tx)
    .then(({ rows }) => rows[0]?.dpoAddress ?? null)
