import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Troubled = { accountId: string; sealed: Buffer; canCorrect: boolean; waitsSince: Date | null }

/** The address that somebody's mail comes back from, for whoever keeps the office. */
export const troubledAddress = (tx: Tx, personId: string) =>
  sql<Troubled>`select * from app.troubled_address(${personId}::uuid)`.execute(tx).then(({ rows }) => rows[0])

type NewChange = { accountId: string; askedIn: string; byOffice: boolean; madeAt: Date; expiresAt: Date; sealed: Buffer }

/** Says where mail is to go instead; what was said before no longer holds, and its link opens nothing. */
export const putChange = async (tx: Tx, change: NewChange) => {
  await dropChange(tx, change.accountId)
  await tx
    .insertInto('directory.addressChange')
    .values({ ...change, tokenDigest: null })
    .execute()
}

export const dropChange = async (tx: Tx, accountId: string): Promise<boolean> =>
  (await tx
    .deleteFrom('directory.addressChange')
    .where('accountId', '=', accountId)
    .returning('accountId')
    .executeTakeFirst()) !== undefined

/** What waits for the account in hand. */
export const changeOf = (tx: Tx, accountId: string) =>
  tx.selectFrom('directory.addressChange').select(['sealed', 'byOffice']).where('accountId', '=', accountId).executeTakeFirst()

export const setToken = (tx: Tx, accountId: string, tokenDigest: Buffer, expiresAt: Date) =>
  tx.updateTable('directory.addressChange').set({ tokenDigest, expiresAt }).where('accountId', '=', accountId).execute()

type Whose = { schoolId: string; personId: string; accountId: string; school: string }
/** Whose address a link confirms. */
export const changeFor = (tx: Tx, digest: Buffer) =>
  sql<Whose>`select * from app.address_change_for(${digest})`.execute(tx).then(({ rows }) => rows[0])

/** Since when another address waits to be opened, of the account in hand. */
export const waitsSince = (tx: Tx, accountId: string): Promise<Date | null> =>
  sql<{ madeAt: Date }>`select made_at from directory.address_change where account_id = ${accountId} and expires_at > now()`
    .execute(tx)
    .then(({ rows }) => rows[0]?.madeAt ?? null)

/** Whether whoever looks says oneself where their mail goes: an adult at any time, a pupil where it comes back. */
export const maySayAddress = (tx: Tx, accountId: string): Promise<boolean> =>
  sql<{ may: boolean }>`
    select not app.is_a('pupil') or exists (select from directory.mail_trouble t where t.account_id = ${accountId}) as may`
    .execute(tx)
    .then(({ rows }) => rows[0]?.may ?? false)

/** The account in hand, as it is sealed. */
export const accountInHand = (tx: Tx, accountId: string) =>
  tx.selectFrom('directory.account').select(['id', 'sealed']).where('id', '=', accountId).executeTakeFirst()

export const setAddress = (tx: Tx, accountId: string, sealed: Buffer) =>
  tx
    .updateTable('directory.account')
    .set((set) => ({ sealed, version: set('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute()
