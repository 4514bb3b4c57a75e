import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Owner } from '#vault/owners.ts'

export type Exit = {
  id: string
  announcedAt: Date
  announcedBy: string | null
  signedAt: Date | null
  signedBy: string | null
  readOnlyOn: string
  locksOn: string
  exportedAt: Date | null
  manifest: Buffer | null
  receiptAt: Date | null
  codeDigest: Buffer | null
  lockedAt: Date | null
  destroyedAt: Date | null
  announcer: Buffer | null
  signer: Buffer | null
}

/** How far the school is, if it leaves; held until the transaction ends where something is to change. */
export const running = async (tx: Tx, toChange = false): Promise<Exit | undefined> => {
  if (toChange)
    await sql`select 1 from school_exit where school_id = app.school_id() and withdrawn_at is null for update`.execute(tx)
  const { rows } = await sql<Exit>`
    select x.id, x.announced_at, x.announced_by, x.signed_at, x.signed_by, x.read_only_on, x.locks_on, x.exported_at, x.manifest, x.receipt_at, x.code_digest,
      x.locked_at, x.destroyed_at, a.sealed as announcer, s.sealed as signer
    from school_exit x left join person a on a.school_id = x.school_id and a.id = x.announced_by left join person s on s.school_id = x.school_id and s.id = x.signed_by
    where x.school_id = app.school_id() and x.withdrawn_at is null`.execute(tx)
  return rows[0]
}

type Announced = { schoolId: string; id: string; at: Date; by: string; readOnlyOn: string; locksOn: string }
export const insertExit = (tx: Tx, { at, by, ...row }: Announced) =>
  tx
    .insertInto('schoolExit')
    .values({ ...row, announcedAt: at, announcedBy: by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()

type Change = Partial<{
  signedAt: Date
  signedBy: string
  exportedAt: Date
  manifest: Buffer
  receiptAt: Date
  receiptBy: string
  codeDigest: Buffer
  lockedAt: Date | null
  destroyedAt: Date
  withdrawnAt: Date
  withdrawnBy: string
}>
export const changeExit = (tx: Tx, schoolId: string, id: string, change: Change) =>
  tx.updateTable('schoolExit').set(change).where('schoolId', '=', schoolId).where('id', '=', id).execute()

export const leads = async (tx: Tx): Promise<boolean> =>
  (await sql<{ leads: boolean }>`select app.is_a('administrator', 'head') as leads`.execute(tx)).rows[0]?.leads === true

/** Some of the keys that the school still has. */
export const someKeys = async (tx: Tx, schoolId: string): Promise<Owner[]> =>
  (await sql<Owner>`select distinct kind, owner_id as id from vault.key where school_id = ${schoolId} limit 1000`.execute(tx))
    .rows

/** Deletes the sessions of a school that is locked. */
export const forgetSessions = async (tx: Tx): Promise<number> =>
  (await sql<{ went: number }>`select app.forget_sessions() as went`.execute(tx)).rows[0]?.went ?? 0

/** Whether there is anybody of whom nothing may go. */
export const holdsSomebody = async (tx: Tx): Promise<boolean> =>
  (await sql<{ holds: boolean }>`select exists (select app.held_people()) as holds`.execute(tx)).rows[0]?.holds === true
