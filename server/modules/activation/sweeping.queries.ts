import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'

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

/** Months of a class of the directory's epochs that began before a day and still have a key. */
export const monthsBefore = (tx: Tx, retentionClass: string, day: string) =>
  sql<{ id: string }>`select e.id from vault.epoch e join vault.key k on k.school_id = e.school_id and k.owner_id = e.id
    where e.school_id = ${nobody}::uuid and e.retention_class = ${retentionClass} and e.from_on < ${day}::date`
    .execute(tx)
    .then(({ rows }) => rows)
