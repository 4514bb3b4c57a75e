import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** What was answered below a post, the oldest first. */
export const commentsOf = (tx: Tx, schoolId: string, postId: string) =>
  tx
    .selectFrom('postComment')
    .select(['id', 'authorId', 'madeAt', 'language', 'sealed', 'withdrawnAt'])
    .where('schoolId', '=', schoolId)
    .where('postId', '=', postId)
    .orderBy('id')
    .limit(500)
    .execute()

/** Sealed names of those who have answered below a post. */
export const commenters = (tx: Tx, postId: string) =>
  sql<{ id: string; sealed: Buffer }>`select id, sealed from app.commenters_of(${postId})`.execute(tx).then(({ rows }) => rows)

type NewComment = {
  schoolId: string
  id: string
  postId: string
  authorId: string
  language: string
  madeAt: Date
  sealed: Buffer
}
export const insertComment = (tx: Tx, row: NewComment) =>
  tx
    .insertInto('postComment')
    .values({ ...row, withdrawnAt: null, withdrawnBy: null })
    .execute()

export const commentById = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('postComment')
    .select(['id', 'postId', 'authorId'])
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Takes an answer back; what it said is no longer there. */
export const withdraw = (tx: Tx, schoolId: string, id: string, by: string, at: Date, sealed: Buffer) =>
  tx
    .updateTable('postComment')
    .set({ withdrawnAt: at, withdrawnBy: by, sealed })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('withdrawnAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
