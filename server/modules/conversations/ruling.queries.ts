import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Whether whoever asks leads the school, and may change who writes to whom. */
export const leads = (tx: Tx) =>
  sql<{ leads: boolean }>`select app.is_a('administrator', 'head') as leads`
    .execute(tx)
    .then(({ rows }) => rows[0]?.leads ?? false)
