import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

const DAYS_AFTER_END = 30

/** Marks what ran out of time; unconfirmed ones never existed for the school, so they make no fact. */
export const expire = (tx: Tx, schoolId: string, now: Date) =>
  tx
    .updateTable('joinRequest')
    .set({ expiredAt: now })
    .where('schoolId', '=', schoolId)
    .where('expiresAt', '<=', now)
    .where('confirmedAt', 'is not', null)
    .where('decidedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiredAt', 'is', null)
    .returning(['id', 'classId'])
    .execute()

/** Requests that ended thirty days ago: decided, withdrawn or expired; and those never confirmed, as soon as their time is over. */
export const endedBefore = (tx: Tx, schoolId: string, now: Date) =>
  tx
    .selectFrom('joinRequest')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where(
      sql<boolean>`case when confirmed_at is null then expires_at <= ${now}
        else coalesce(decided_at, withdrawn_at, expired_at) <= ${now}::timestamptz - make_interval(days => ${DAYS_AFTER_END}) end`,
    )
    .limit(500)
    .execute()

/** Deletes requests; the guardianships that came of them stay, and forget where they came from. */
export const deleteRequests = async (tx: Tx, schoolId: string, ids: readonly string[]) => {
  await tx
    .updateTable('guardianship')
    .set({ joinRequestId: null })
    .where('schoolId', '=', schoolId)
    .where('joinRequestId', 'in', [...ids])
    .execute()
  await tx
    .deleteFrom('joinRequest')
    .where('schoolId', '=', schoolId)
    .where('id', 'in', [...ids])
    .execute()
}
