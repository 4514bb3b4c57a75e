import type { Tx } from '#kernel/db.ts'

/** The words of an announcement that nobody at the school wrote; the original first. */
export const announcedRows = (tx: Tx, schoolId: string, noticeId: string) =>
  tx
    .selectFrom('noticeText')
    .select(['id', 'language', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('noticeId', '=', noticeId)
    .where('authorId', 'is', null)
    .orderBy('place')
    .execute()
