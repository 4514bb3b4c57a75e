import { sql } from 'kysely'
import type { Limit } from '#contract/endpoint.ts'
import type { Locale } from '#contract/locales.ts'
import type { MustChangeReason } from '#contract/passwords.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Tries } from '#kernel/throttle.ts'
import type { Device } from './device.ts'

export type Found = { accountId: string; passwordHash: string | null; mustChange: boolean; locale: Locale }

/** The account behind a user name of a school or an e-mail address of the directory, by blind index. */
export const accountFor = (tx: Tx, schoolId: string, kind: 'username' | 'email', digests: readonly Buffer[]) =>
  sql<Found>`select * from app.account_for(${schoolId}, ${kind}, ${digests}::bytea[])`.execute(tx).then(({ rows }) => rows[0])

type Beginning = {
  seconds: number | null
  accountId: string | null
  passwordHash: string | null
  personId: string | null
  isKnown: boolean
}
type Tried = {
  at: Tries
  from: Tries
  ofDevice: Tries
  device: Buffer | undefined
  schoolId: string
  home: string
  kind: 'username' | 'email'
  digests: readonly Buffer[]
}

/** What signing in begins with, in one question: waits where it has to, and finds the account and its person in the school. */
export const beginSignIn = async (tx: Tx, { at, from, ofDevice, device, schoolId, home, kind, digests }: Tried) => {
  const { rows } = await sql<Beginning>`select * from app.begin_sign_in(
    ${at.digest}, ${at.free}::int, ${from.digest}, ${schoolId}, ${home}, ${kind}, ${digests}::bytea[], ${device ?? null}, ${ofDevice.digest})`.execute(
    tx,
  )
  const { seconds, ...found } = rows[0] ?? refuse('internal')
  return seconds === null ? found : refuse('too_many_tries', { seconds })
}

type Account = {
  id: string
  locale: Locale
  passwordHash: string
  passwordStandsAlone: boolean
  invented: boolean
  sealed: Buffer
  now: Date
}

export const insertAccount = (tx: Tx, { now, ...account }: Account) =>
  tx
    .insertInto('directory.account')
    .values({ ...account, timeZone: null, passwordChangedAt: now, mustChange: false, createdAt: now, version: 1 })
    .execute()

/** The account in hand. */
export const ownAccount = (tx: Tx, id: string) =>
  tx
    .selectFrom('directory.account')
    .select(['id', 'sealed', 'passwordHash', 'passwordChangedAt', 'passwordStandsAlone', 'locale'])
    .where('id', '=', id)
    .executeTakeFirst()

export const setPassword = (tx: Tx, id: string, passwordHash: string, passwordStandsAlone: boolean, now: Date) =>
  tx
    .updateTable('directory.account')
    .set((row) => ({
      passwordHash,
      passwordStandsAlone,
      passwordChangedAt: now,
      mustChange: false,
      mustChangeWhy: null,
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()

/** The hash of the four words of the person in hand, as long as they open anything. */
export const ownWords = (tx: Tx) =>
  sql<{ secretHash: string }>`select * from app.own_words()`.execute(tx).then(({ rows }) => rows[0]?.secretHash)

/** The same password under another hash. */
export const setHash = (tx: Tx, id: string, passwordHash: string) =>
  tx.updateTable('directory.account').set({ passwordHash }).where('id', '=', id).execute()

/** The password is to be changed at once; every reason but the first password is counted. */
export const demandChange = (tx: Tx, id: string, mustChangeWhy: MustChangeReason): Promise<unknown> =>
  Promise.all([
    tx.updateTable('directory.account').set({ mustChange: true, mustChangeWhy }).where('id', '=', id).execute(),
    sql`select app.count_rotation(${mustChangeWhy})`.execute(tx),
  ])

export type Demands = {
  mustChange: boolean
  mustChangeWhy: MustChangeReason | null
  isPrivileged: boolean
  hasFactor: boolean
  invented: boolean
  changedAt: Date | null
  rotateAllDays: number | null
}

/** What is asked of the account in hand, as the person in hand. */
export const demands = (tx: Tx) => sql<Demands>`select * from app.demands()`.execute(tx).then(({ rows }) => rows[0])

/** The same of an account that comes into a school, with the person that it is there and its sessions of this hour that live. */
export const arrivalIn = (tx: Tx, schoolId: string) =>
  sql<Demands & { personId: string | null; lately: number }>`select d.*, app.sessions_of_this_hour() as lately,
      (select m.person_id from app.my_memberships() m where m.school_id = ${schoolId} order by m.person_id limit 1) as person_id
    from app.demands() d`
    .execute(tx)
    .then(({ rows }) => rows[0])

type Started = Device & {
  id: string
  accountId: string
  schoolId: string | null
  personId: string | null
  tokenDigest: Buffer
  now: Date
  authenticatedAt: Date
  expiresAt: Date
  sharedDevice: boolean
  deviceDigest: Buffer | null
  limited: Limit | null
}

export const insertSession = (tx: Tx, { now, ...session }: Started) =>
  tx
    .insertInto('directory.session')
    .values({ ...session, startedAt: now, seenAt: now, endedAt: null, endedWhy: null })
    .execute()

/** The person that an account is in a school, if it is one there. */
export const membershipIn = (tx: Tx, schoolId: string) =>
  sql<{
    schoolId: string
    personId: string
    slug: string
  }>`select school_id, person_id, slug from app.my_memberships() where school_id = ${schoolId} order by person_id`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** The schools in which a session goes on whose own school has nothing left for its person. */
export const waysOn = (tx: Tx, digest: Buffer) =>
  sql<{
    accountId: string
    authenticatedAt: Date
    sharedDevice: boolean
    fromSchool: string
    schoolId: string
    personId: string
    slug: string
    name: string
  }>`select * from app.way_on(${digest})`
    .execute(tx)
    .then(({ rows }) => rows)

export const endSession = (tx: Tx, digest: Buffer, now: Date) =>
  tx
    .updateTable('directory.session')
    .set({ endedAt: now })
    .where('tokenDigest', '=', digest)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** Whoever has its token may end it, whosever it is. */
export const endReplaced = (tx: Tx, digest: Buffer) => sql`select app.end_session(${digest})`.execute(tx)

export const ownSession = (tx: Tx, digest: Buffer) =>
  tx
    .selectFrom('directory.session')
    .select(['id', 'schoolId', 'personId', 'sharedDevice', 'limited', 'authenticatedAt'])
    .where('tokenDigest', '=', digest)
    .executeTakeFirst()

/** Sessions of the account in hand that are alive, this one first. */
export const ownSessions = (tx: Tx, digest: Buffer) =>
  sql<
    Device & {
      id: string
      isThis: boolean
      school: string | null
      sharedDevice: boolean
      startedAt: Date
      seenAt: Date
    }
  >`select s.id, s.token_digest = ${digest} as is_this, s.device, s.system, s.browser, m.name as school, s.shared_device, s.started_at, s.seen_at
    from directory.session s left join app.my_memberships() m on m.school_id = s.school_id and m.person_id = s.person_id
    where s.account_id = app.account_id() and not app.is_over(s) and s.limited is distinct from 'second_step' order by 2 desc, s.seen_at desc`
    .execute(tx)
    .then(({ rows }) => rows)

export const endById = (tx: Tx, accountId: string, id: string, now: Date) =>
  tx
    .updateTable('directory.session')
    .set({ endedAt: now })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/**
 * Ends the sessions of an account, but the one that is kept; those that might have gone on elsewhere do not. A wish that mail go to another address
 * may have come from one of them: its link opens nothing any more.
 */
export const endOthers = async (tx: Tx, accountId: string, kept: Buffer | null, now: Date): Promise<number> => {
  await tx.deleteFrom('directory.addressChange').where('accountId', '=', accountId).where('byOffice', '=', false).execute()
  await tx
    .updateTable('directory.session')
    .set({ endedWhy: null })
    .where('accountId', '=', accountId)
    .where('endedWhy', 'is not', null)
    .execute()
  const ended = await tx
    .updateTable('directory.session')
    .set({ endedAt: now })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .$if(kept !== null, (those) => those.where('tokenDigest', '<>', kept!))
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

/** The person has said again who they are. */
export const confirmed = (tx: Tx, digest: Buffer, now: Date) =>
  tx.updateTable('directory.session').set({ authenticatedAt: now }).where('tokenDigest', '=', digest).execute()
