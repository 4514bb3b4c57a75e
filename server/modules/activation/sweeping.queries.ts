import type { Tx } from '#kernel/db.ts'

export const accountOf = (tx: Tx, schoolId: string, personId: string) =>
  tx
    .selectFrom('directory.membership')
    .select('accountId')
    .where('schoolId', '=', schoolId)
    .where('personId', '=', personId)
    .executeTakeFirst()

export const endSessions = (tx: Tx, accountId: string, at: Date) =>
  tx
    .updateTable('directory.session')
    .set({ endedAt: at })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute()
