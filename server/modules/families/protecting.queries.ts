import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Protection = {
  schoolId: string
  id: string
  personId: string
  kind: 'marked' | 'registered' | 'court'
  sealed: Buffer
  fromAt: Date
  madeBy: string
}

/** Protects an identity from now on; false when it is already. */
export const insertProtection = async (tx: Tx, row: Protection): Promise<boolean> =>
  (await tx
    .insertInto('protectedIdentity')
    .values({ ...row, untilAt: null, endedBy: null, version: 1 })
    .onConflict((conflict) => conflict.constraint('protected_identity_twice').doNothing())
    .returning('id')
    .executeTakeFirst()) !== undefined

const live = (tx: Tx, schoolId: string, personId: string) =>
  tx
    .selectFrom('protectedIdentity')
    .where('schoolId', '=', schoolId)
    .where('personId', '=', personId)
    .where('untilAt', 'is', null)

export const protectionOf = (tx: Tx, schoolId: string, personId: string) =>
  live(tx, schoolId, personId).select(['id', 'kind', 'sealed']).executeTakeFirst()

export const endProtection = (tx: Tx, schoolId: string, personId: string, by: string, at: Date) =>
  tx
    .updateTable('protectedIdentity')
    .set({ untilAt: sql<Date>`greatest(${at}, from_at)`, endedBy: by, version: sql<number>`version + 1` })
    .where('schoolId', '=', schoolId)
    .where('personId', '=', personId)
    .where('untilAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const personRow = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('person').select(['id', 'sealed']).where('schoolId', '=', schoolId).where('id', '=', id).executeTakeFirst()

export const setPerson = (tx: Tx, schoolId: string, id: string, sealed: Buffer) =>
  tx
    .updateTable('person')
    .set((row) => ({ sealed, version: row('version', '+', 1) }))
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .execute()
