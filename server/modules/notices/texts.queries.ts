import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

export type NewText = {
  schoolId: string
  id: string
  noticeId: string
  place: number
  language: string
  authorId: string | null
  madeAt: Date
  sealed: Buffer
}

export const insertTexts = (tx: Tx, rows: readonly NewText[]) =>
  tx
    .insertInto('noticeText')
    .values(rows.map((row) => ({ ...row, replacedAt: null, replacedBy: null })))
    .execute()

export type TextRow = {
  id: string
  noticeId: string
  place: number
  language: string
  authorId: string | null
  madeAt: Date
  sealed: Buffer
}

/** What some notices say now, in every language; the original first. */
export const textsOf = (tx: Tx, schoolId: string, noticeIds: readonly string[]): Promise<TextRow[]> =>
  tx
    .selectFrom('noticeText')
    .select(['id', 'noticeId', 'place', 'language', 'authorId', 'madeAt', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('noticeId', '=', sql<string>`any (${noticeIds}::uuid[])`)
    .where('replacedAt', 'is', null)
    .orderBy('place')
    .execute()

/** What a notice said before, the newest first. */
export const replacedTexts = (tx: Tx, schoolId: string, noticeId: string) =>
  tx
    .selectFrom('noticeText')
    .select(['id', 'language', 'authorId', 'replacedAt', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('noticeId', '=', noticeId)
    .where('replacedAt', 'is not', null)
    .orderBy('replacedAt', 'desc')
    .orderBy('place')
    .limit(200)
    .execute()

/** Says that these rows no longer hold; they stay as what was said before. */
export const replaceTexts = (tx: Tx, schoolId: string, ids: readonly string[], by: string, at: Date) =>
  tx
    .updateTable('noticeText')
    .set({ replacedAt: at, replacedBy: by })
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .where('replacedAt', 'is', null)
    .returning('id')
    .execute()
