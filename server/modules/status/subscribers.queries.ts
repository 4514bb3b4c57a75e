import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'

type NewSubscriber = { id: string; locale: Locale; madeAt: Date; tokenDigest: Buffer; sealed: Buffer }

export const insertSubscriber = (tx: Tx, row: NewSubscriber) =>
  tx
    .insertInto('directory.statusSubscriber')
    .values({ ...row, askedAt: null, confirmedAt: null, toldAt: null, claimedAt: null })
    .execute()

/** What was said before somebody confirmed is not told to them. */
export const confirmSubscriber = (tx: Tx, tokenDigest: Buffer, now: Date) =>
  tx
    .updateTable('directory.statusSubscriber')
    .set((of) => ({ confirmedAt: of.fn.coalesce('confirmedAt', of.val(now)), toldAt: of.fn.coalesce('toldAt', of.val(now)) }))
    .where('tokenDigest', '=', tokenDigest)
    .returning('id')
    .executeTakeFirst()

export const removeByToken = (tx: Tx, tokenDigest: Buffer) =>
  tx.deleteFrom('directory.statusSubscriber').where('tokenDigest', '=', tokenDigest).returning('id').executeTakeFirst()

export const removeSubscriber = (tx: Tx, id: string) =>
  tx.deleteFrom('directory.statusSubscriber').where('id', '=', id).returning('id').executeTakeFirst()

export type Subscriber = { id: string; locale: Locale; sealed: Buffer; madeAt: Date; toldAt: Date | null }

/** So long a mail may be on its way: whoever claimed it longer ago has died, and another sends it. */
const LEASE = sql`interval '2 hours'`

/** Those whose first mail has not left; from now on it is on its way. Drawn by lot: addresses that never take anything now would be first for ever. */
export const claimAsked = async (tx: Tx, now: Date, most: number): Promise<Subscriber[]> => {
  const { rows } = await sql<Subscriber>`
    update directory.status_subscriber set claimed_at = ${now} where id in (
      select id from directory.status_subscriber where asked_at is null and (claimed_at is null or claimed_at < ${now}::timestamptz - ${LEASE}) order by random() limit ${most}::int for update skip locked)
    returning id, locale, sealed, made_at, told_at`.execute(tx)
  return rows
}

/** Those who have not been told what was said until an instant; from now on it is on its way. By lot, too. */
export const claimUntold = async (tx: Tx, now: Date, until: Date, most: number): Promise<Subscriber[]> => {
  const { rows } = await sql<Subscriber>`
    update directory.status_subscriber set claimed_at = ${now} where id in (
      select id from directory.status_subscriber where confirmed_at is not null and told_at < ${until}
        and (claimed_at is null or claimed_at < ${now}::timestamptz - ${LEASE}) order by random() limit ${most}::int for update skip locked)
    returning id, locale, sealed, made_at, told_at`.execute(tx)
  return rows
}

/** The mail has left, and what was said until then is told; or, with nothing, it did not: the next round tries again. */
export const settle = (tx: Tx, id: string, left: { askedAt: Date } | { toldAt: Date } | undefined) =>
  tx
    .updateTable('directory.statusSubscriber')
    .set({ ...left, claimedAt: null })
    .where('id', '=', id)
    .execute()

export const confirmedSubscribers = (tx: Tx) =>
  tx
    .selectFrom('directory.statusSubscriber')
    .select(['id', 'sealed'])
    .where('confirmedAt', 'is not', null)
    .orderBy('id', 'desc')
    .execute()

/** Whose time is over: never confirmed, or long ago. */
export const overdueSubscribers = async (tx: Tx, now: Date, spans: { confirmed: string; unconfirmed: string }) => {
  const { rows } = await sql<{ id: string }>`select id from directory.status_subscriber
    where made_at < ${now}::timestamptz - ${spans.confirmed}::interval
      or confirmed_at is null and made_at < ${now}::timestamptz - ${spans.unconfirmed}::interval`.execute(tx)
  return rows
}
