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

/** Ends the codes that nobody has used yet and that somebody printed who does not work here any more: a leaver may have kept the slip. */
export const endLeft = (tx: Tx, at: Date) =>
  sql<{ id: string; personId: string }>`update activation_code c set voided_at = ${at}, void_why = 'gone' from slip_batch b
    where c.school_id = app.school_id() and b.school_id = c.school_id and b.id = c.batch_id and b.made_by <> ${nobody}::uuid
      and c.used_at is null and c.voided_at is null and c.expires_at > now()
      and (app.is_locked(b.school_id, b.made_by) or not exists (select from person_role r where r.school_id = b.school_id and r.person_id = b.made_by
        and (b.whom = 'helped' or r.role not in ('pupil', 'guardian')) and r.from_at <= now() and (r.until_at is null or r.until_at > now())))
    returning c.id, c.person_id`
    .execute(tx)
    .then(({ rows }) => rows)
