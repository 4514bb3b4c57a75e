import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

const myself = sql<string>`app.person_id()`

/** One's own drafts. */
export const drafts = (tx: Tx, most: number) =>
  tx
    .selectFrom('draft')
    .select(['id', 'keptAt', 'sealed'])
    .where('personId', '=', myself)
    .where('isDropped', '=', false)
    .orderBy('keptAt', 'desc')
    .limit(most)
    .execute()

/** How many others there are, and how many of all were kept within the last minute, whatever became of them. */
export const crowd = async (tx: Tx, id: string, now: Date) => {
  const { rows } = await sql<{ others: number; lately: number }>`
    select count(*) filter (where id <> ${id} and not is_dropped)::int as others,
      count(*) filter (where kept_at > ${now}::timestamptz - interval '1 minute')::int as lately
    from draft where person_id = app.person_id()`.execute(tx)
  return rows[0] ?? { others: 0, lately: 0 }
}

type NewDraft = { schoolId: string; id: string; personId: string; keptAt: Date; sealed: Buffer }

/** Keeps it, at most once a second; false: it was kept a moment ago. */
export const putDraft = async (tx: Tx, draft: NewDraft): Promise<boolean> => {
  const { keptAt, sealed } = draft
  const { numInsertedOrUpdatedRows: rows = 0n } = await tx
    .insertInto('draft')
    .values(draft)
    .onConflict((at) =>
      at
        .columns(['schoolId', 'id'])
        .doUpdateSet({ keptAt, sealed, isDropped: false })
        .where('draft.personId', '=', myself)
        .where('draft.keptAt', '<=', new Date(keptAt.getTime() - 1000)),
    )
    .executeTakeFirst()
  return rows > 0n
}

/** Empties a draft, and takes it out of sight; with a time: only if it was not kept anew since. */
export const emptyDraft = (tx: Tx, id: string, sealed: Buffer, keptAt: Date | undefined) =>
  tx
    .updateTable('draft')
    .set({ sealed, isDropped: true })
    .where('id', '=', id)
    .where('personId', '=', myself)
    .where('isDropped', '=', false)
    .$if(keptAt !== undefined, (query) => query.where('keptAt', '<=', keptAt!))
    .execute()

/** What was emptied goes when its minute is over. */
export const clearDropped = (tx: Tx, now: Date) =>
  tx
    .deleteFrom('draft')
    .where('personId', '=', myself)
    .where('isDropped', '=', true)
    .where('keptAt', '<=', new Date(now.getTime() - 60_000))
    .execute()
