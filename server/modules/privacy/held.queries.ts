import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** The people of a school of whom nothing may go. */
export const heldPeople = async (tx: Tx): Promise<string[]> =>
  (await sql<{ id: string }>`select app.held_people() as id`.execute(tx)).rows.map(({ id }) => id)

/** Of whom nothing goes tonight where it was counted at an instant: whoever is held, and whoever was then, and so is in no number. */
export const heldSince = async (tx: Tx, counted: Date): Promise<string[]> =>
  (await sql<{ id: string }>`select app.held_people() as id union select app.held_people_at(${counted})`.execute(tx)).rows.map(
    ({ id }) => id,
  )

/** Who was not held when something was counted, and was before all of it had gone. */
export const heldWithin = async (tx: Tx, counted: Date, gone: Date): Promise<string[]> =>
  (await sql<{ id: string }>`select app.held_since(${counted}, ${gone}) as id`.execute(tx)).rows.map(({ id }) => id)

/** The last day on which any hold of the school lapses by itself. */
export const lastReview = async (tx: Tx): Promise<string> =>
  (
    await sql<{
      day: string
    }>`select max(review_on)::text as day from legal_hold where school_id = app.school_id() and signed_at is not null and ended_at is null`.execute(
      tx,
    )
  ).rows[0]?.day ?? ''
