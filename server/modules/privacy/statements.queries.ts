import { sql } from 'kysely'
import type { RightKind } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { asWritten } from '#server/db/naming.ts'

/** A statement made from the data map; its names come from there, never from a request. */
export const ask = async <R extends object>(tx: Tx, text: string, parameters: readonly unknown[]): Promise<R[]> => {
  const { rows } = await tx.withoutPlugins().executeQuery(asWritten<R>(text, parameters))
  return rows
}

/** Whether somebody asked for this person's deletion, and it waits for the head. */
export const waitsForHead = async (tx: Tx, personId: string): Promise<boolean> =>
  (await sql<{ waits: boolean }>`select app.waits_for_head(${personId}) as waits`.execute(tx)).rows[0]?.waits === true

/** Does something as the role that sees what the map declares, and alone may delete. */
export const asPrivacy = async <T>(tx: Tx, work: () => Promise<T>): Promise<T> => {
  await sql`set local role preau_privacy`.execute(tx)
  const done = await work()
  await sql`reset role`.execute(tx)
  return done
}

/** From here on, and to the end of the transaction, what takes longer is taken back; 0: nothing is. */
export const endWithin = async (tx: Tx, milliseconds: number): Promise<void> => {
  await sql`select set_config('statement_timeout', ${`${milliseconds}`}, true)`.execute(tx)
}

/** The accounts that a person of a school signs in with. */
export const accountsOf = async (tx: Tx, schoolId: string, personId: string): Promise<string[]> => {
  const { rows } = await sql<{
    accountId: string
  }>`select account_id from directory.membership where school_id = ${schoolId} and person_id = ${personId}`.execute(tx)
  return rows.map(({ accountId }) => accountId)
}

/** Announces that an account goes with its last person; false where it is somebody else, too. */
export const beginErasing = async (tx: Tx, accountId: string): Promise<boolean> => {
  const { rows } = await sql<{ begun: boolean }>`select app.begin_erasing(${accountId}) as begun`.execute(tx)
  return rows[0]?.begun ?? false
}

/** The week whose burn makes an erasure hold in every copy: the newest of the ring. */
export const burnWeek = async (tx: Tx): Promise<{ week: number; madeAt: Date } | undefined> => {
  const { rows } = await sql<{ week: number; madeAt: Date }>`
    select week, made_at from vault.ring where burned_at is null order by week desc limit 1`.execute(tx)
  return rows[0]
}

/** The number of that week. */
export const ringWeek = async (tx: Tx): Promise<number> => (await burnWeek(tx))?.week ?? 0

/** From here on, and to the end of the transaction, what the head agreed to for the looked-through copy of this request holds. */
export const forCopy = async (tx: Tx, copy: string | null | undefined): Promise<void> => {
  if (copy) await sql`select set_config('app.copy', ${copy}, true)`.execute(tx)
}

/** How many conversations are left out of a copy that is taken now, until the head has said so. */
export const threadsThatWait = async (tx: Tx): Promise<number> =>
  (await sql<{ threads: number }>`select count(*)::int as threads from app.threads_that_wait()`.execute(tx)).rows[0]?.threads ?? 0

/** Whether the whole school is there for whoever asks. */
export const runsSchool = async (tx: Tx): Promise<boolean> =>
  (await sql<{ runs: boolean }>`select app.runs_school() as runs`.execute(tx)).rows[0]?.runs === true

type Stand = { id: string; sealed: Buffer; profile: Profile | null; isTooYoung: boolean; may: RightKind[] }
/** The record of whom somebody looks at, the law they live under, and what the reader may ask about them. */
export const standOf = async (tx: Tx, id: string, kinds: readonly RightKind[]): Promise<Stand> => {
  const { rows } = await sql<Stand>`
    select id, sealed, profile, app.is_too_young() as is_too_young,
      array(select k from unnest(${kinds}::text[]) k where app.may_ask_right(person.id, k)) as may
    from person where school_id = app.school_id() and id = ${id}`.execute(tx)
  return rows[0] ?? refuse('not_found')
}
