import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Asked = { noticeId: string; personId: string; isFamily: boolean }

/** How far one of those is whom a notice is for; nothing: it is not for them. */
export const stateOf = async (tx: Tx, { noticeId, personId, isFamily }: Asked) => {
  const { rows } = await sql<{ state: 'confirmed' | 'seen' | 'unseen' | 'unreached' }>`
    select p.state from app.notice_progress(${noticeId}) p where p.person_id = ${personId} and p.is_family = ${isFamily}`.execute(
    tx,
  )
  return rows[0]?.state
}

type Paper = Asked & { schoolId: string; notedBy: string; notedAt: Date }
/** Once: of two who note the same sheet, one gets no row. */
export const insertPaper = async (tx: Tx, row: Paper): Promise<boolean> =>
  (
    await tx
      .insertInto('noticePaper')
      .values(row)
      .onConflict((same) => same.columns(['schoolId', 'noticeId', 'personId', 'isFamily']).doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n

export const deletePaper = async (tx: Tx, schoolId: string, { noticeId, personId, isFamily }: Asked): Promise<boolean> =>
  (await tx
    .deleteFrom('noticePaper')
    .where('schoolId', '=', schoolId)
    .where('noticeId', '=', noticeId)
    .where('personId', '=', personId)
    .where('isFamily', '=', isFamily)
    .returning('personId')
    .executeTakeFirst()) !== undefined

/** What of a notice came back signed, the newest first. */
export const papersOf = (tx: Tx, schoolId: string, noticeId: string) =>
  tx
    .selectFrom('noticePaper')
    .select(['personId', 'isFamily', 'notedBy', 'notedAt'])
    .where('schoolId', '=', schoolId)
    .where('noticeId', '=', noticeId)
    .orderBy('notedAt', 'desc')
    .execute()

/** When the reader gave the signed sheet back. */
export const myPaper = (tx: Tx, noticeId: string) =>
  sql<{ notedAt: Date }>`select noted_at from notice_paper where school_id = app.school_id() and notice_id = ${noticeId}
    and person_id = app.person_id() and not is_family`
    .execute(tx)
    .then(({ rows }) => rows[0]?.notedAt ?? null)
