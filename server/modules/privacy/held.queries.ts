import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** The people of a school of whom nothing may go. */
export const heldPeople = async (tx: Tx): Promise<string[]> =>
  (await sql<{ id: string }>`select app.held_people() as id`.execute(tx)).rows.map(({ id }) => id)

/** The last day on which any hold of the school lapses by itself. */
export const lastReview = async (tx: Tx): Promise<string> =>
  (
    await sql<{
      day: string
    }>`select max(review_on)::text as day from legal_hold where school_id = app.school_id() and signed_at is not null and ended_at is null`.execute(
      tx,
    )
  ).rows[0]?.day ?? ''
