import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Met = { id: string; personId: string; isSchool: boolean }

/** Who takes part in some conversations now, and on which side. */
export const takingPart = (tx: Tx, conversations: readonly string[]) =>
  sql<Met>`select conversation_id as id, person_id, is_school from app.taking_part(${conversations}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** The same of the conversations that some messages are in, with those who decide about a report of one. */
export const aroundMessages = (tx: Tx, messages: readonly string[]) =>
  sql<{
    id: string
    personId: string
    decides: boolean
  }>`select message_id as id, person_id, decides from app.around_messages(${messages}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)
