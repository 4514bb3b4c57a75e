import { sql } from 'kysely'
import type { Choosable } from '#contract/notifications.ts'
import type { Tx } from '#kernel/db.ts'

/** The link that stands in somebody's mails. */
export const stopOf = (tx: Tx, personId: string) =>
  tx
    .selectFrom('mailStop')
    .select('sealed')
    .where('schoolId', '=', sql<string>`app.school_id()`)
    .where('personId', '=', personId)
    .executeTakeFirst()

type NewStop = { schoolId: string; personId: string; tokenDigest: Buffer; madeAt: Date; sealed: Buffer }

/** False: there is one already. */
export const insertStop = async (tx: Tx, stop: NewStop): Promise<boolean> =>
  (await tx
    .insertInto('mailStop')
    .values(stop)
    .onConflict((same) => same.columns(['schoolId', 'personId']).doNothing())
    .returning('personId')
    .executeTakeFirst()) !== undefined

export type Stopped = {
  schoolId: string
  personId: string
  accountId: string
  school: string
  areStopped: boolean
  stoppedKinds: Choosable[]
}

/** Whose mails a link stops. */
export const stopFor = (tx: Tx, digest: Buffer) =>
  sql<Stopped>`select * from app.mail_stop_for(${digest})`.execute(tx).then(({ rows }) => rows[0])
