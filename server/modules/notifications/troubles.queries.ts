import { sql } from 'kysely'
import type { troubleWays } from '#contract/mail-troubles.ts'
import type { Tx } from '#kernel/db.ts'

type Way = (typeof troubleWays)[number]
type Trouble = { accountId: string; way: Way; status: string; sinceAt: Date; salt: Buffer; addressDigest: Buffer }

/** What is known of the address of the account in hand. */
export const troubleOf = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('directory.mailTrouble')
    .select(['way', 'salt', 'addressDigest'])
    .where('accountId', '=', accountId)
    .executeTakeFirst()

export const saveTrouble = (tx: Tx, { accountId, ...trouble }: Trouble) =>
  tx
    .insertInto('directory.mailTrouble')
    .values({ accountId, ...trouble })
    .onConflict((same) => same.column('accountId').doUpdateSet(trouble))
    .execute()

export const removeTrouble = async (tx: Tx, accountId: string): Promise<boolean> =>
  (await tx.deleteFrom('directory.mailTrouble').where('accountId', '=', accountId).returning('accountId').executeTakeFirst()) !==
  undefined

type Troubled = { personId: string; accountId: string; way: Way; status: string; sinceAt: Date; sealed: Buffer }

/** Whose mail does not arrive, for whoever keeps the office. */
export const troubled = (tx: Tx) =>
  sql<Troubled>`
    select t.person_id, t.account_id, t.way, t.status, t.since_at, p.sealed from app.mail_troubles() t
    join person p on p.school_id = app.school_id() and p.id = t.person_id order by t.since_at desc, t.person_id`
    .execute(tx)
    .then(({ rows }) => rows)
