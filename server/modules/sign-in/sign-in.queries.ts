import { sql } from 'kysely'
import type { Limit } from '#contract/endpoint.ts'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'

export type Found = { accountId: string; passwordHash: string | null; mustChange: boolean; locale: Locale }

/** The account behind a user name of a school or an e-mail address of the directory, by blind index. */
export const accountFor = (tx: Tx, schoolId: string, kind: 'username' | 'email', digests: readonly Buffer[]) =>
  sql<Found>`select * from app.account_for(${schoolId}, ${kind}, ${digests}::bytea[])`.execute(tx).then(({ rows }) => rows[0])

type Account = { id: string; locale: Locale; passwordHash: string | null; mustChange: boolean; sealed: Buffer; now: Date }

export const insertAccount = (tx: Tx, { id, locale, passwordHash, mustChange, sealed, now }: Account) =>
  tx
    .insertInto('directory.account')
    .values({
      id,
      locale,
      timeZone: null,
      passwordHash,
      passwordChangedAt: passwordHash === null ? null : now,
      mustChange,
      sealed,
      createdAt: now,
      version: 1,
    })
    .execute()

type Started = {
  id: string
  accountId: string
  schoolId: string | null
  personId: string | null
  tokenDigest: Buffer
  now: Date
  expiresAt: Date
  sharedDevice: boolean
  limited: Limit | null
}

export const insertSession = (tx: Tx, { now, ...session }: Started) =>
  tx
    .insertInto('directory.session')
    .values({ ...session, startedAt: now, seenAt: now, authenticatedAt: now, endedAt: null })
    .execute()

/** The person that an account is in a school, if it is one there. */
export const membershipIn = (tx: Tx, schoolId: string) =>
  sql<{
    schoolId: string
    personId: string
  }>`select school_id, person_id from app.my_memberships() where school_id = ${schoolId} order by person_id`
    .execute(tx)
    .then(({ rows }) => rows[0])

export const endSession = (tx: Tx, digest: Buffer, now: Date) =>
  tx
    .updateTable('directory.session')
    .set({ endedAt: now })
    .where('tokenDigest', '=', digest)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
