import { type Insertable, sql } from 'kysely'
import type { keyKinds } from '#contract/leaver-key.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import type { DB } from '#server/db/types.generated.ts'
import type { Request } from './requests.queries.ts'

/** The key that somebody was handed before opens nothing any more. */
export const replaceKey = (tx: Tx, schoolId: string, personId: string, at: Date) =>
  sql`update leaver_key set replaced_at = ${at} where school_id = ${schoolId} and person_id = ${personId} and replaced_at is null`.execute(
    tx,
  )

export const insertKey = (tx: Tx, row: Insertable<DB['leaverKey']>) => tx.insertInto('leaverKey').values(row).execute()

/** Since when somebody has a key. */
export const leaverKeyOf = async (tx: Tx, schoolId: string, personId: string): Promise<Date | undefined> =>
  (
    await sql<{ madeAt: Date }>`select made_at from leaver_key
      where school_id = ${schoolId} and person_id = ${personId} and replaced_at is null`.execute(tx)
  ).rows[0]?.madeAt

export type HeldKey = { schoolId: string; id: string; personId: string; school: string; laws: [Profile, ...Profile[]] }

/** The key that somebody holds, asked before anybody is known. */
export const keyAt = async (tx: Tx, held: Buffer): Promise<HeldKey | undefined> =>
  (await sql<HeldKey>`select * from app.leaver_key_at(${held})`.execute(tx)).rows[0]

type KeyCase = Pick<Request, 'id' | 'kind' | 'askedAt' | 'dueOn' | 'closedAt' | 'outcome'>
/** What was asked with the keys of whoever holds this one, the newest first. */
export const casesWith = async (tx: Tx, held: Buffer): Promise<KeyCase[]> =>
  (await sql<KeyCase>`select * from app.cases_with_key(${held})`.execute(tx)).rows

type Asked = { held: Buffer; id: string; kind: (typeof keyKinds)[number]; profile: Profile; now: Date; dueOn: string } & {
  coolsUntil: Date | null
  sealed: Buffer
}
type Taken = { id: string; askedAt: Date; dueOn: string; coolsUntil: Date | null; isAgain: boolean }
/** Takes a request in for whoever holds the key, or answers the one that is open already; nothing where the key was replaced meanwhile. */
export const takeWith = async (tx: Tx, row: Asked): Promise<Taken | undefined> =>
  (
    await sql<Taken>`select * from app.ask_with_key(${row.held}, ${row.id}, ${row.kind}, ${row.profile}, ${row.now}, ${row.dueOn}::date, ${row.coolsUntil}, ${row.sealed})`.execute(
      tx,
    )
  ).rows[0]
