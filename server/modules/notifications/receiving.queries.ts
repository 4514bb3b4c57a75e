import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

export type Whose = { schoolId: string; personId: string; accountId: string }

/** To whom a mail of ours went. */
export const whoseMail = (tx: Tx, mailId: string) =>
  sql<Whose>`select * from app.telling_mail_of(${mailId}::uuid)`.execute(tx).then(({ rows }) => rows[0])

/** False: whoever wrote back has been told within the day, or about this mail. */
export const beginAnswer = async (
  tx: Tx,
  { personId, mailId }: { personId: string; mailId: string },
  at: Date,
): Promise<boolean> => {
  const { rows } = await sql`
    update telling_mail set answered_at = ${at} where school_id = app.school_id() and id = ${mailId} and answered_at is null
      and not exists (select from telling_mail k where k.school_id = app.school_id() and k.person_id = ${personId} and k.answered_at > ${at}::timestamptz - interval '1 day')
    returning id`.execute(tx)
  return rows.length > 0
}
