import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Erasure = {
  schoolId: string
  id: string
  codeDigest: Buffer
  madeAt: Date
  madeBy: string | null
  deleted: number
  detached: number
  kept: number
  keys: number
  keptUntil: string | null
  week: number
  verifiedAt: Date
}

/** The certificate of an erasure: that it happened and how much, without whom. */
export const insertErasure = (tx: Tx, erasure: Erasure) => tx.insertInto('erasure').values(erasure).execute()

type Certificate = Pick<Erasure, 'madeAt' | 'deleted' | 'detached' | 'kept' | 'keys' | 'keptUntil'> & {
  school: string
  weekMadeAt: Date
  weekBurnedAt: Date | null
}
/** The erasure of a code, in whichever school it was, and how its week of the ring stands. */
export const erasureWith = async (tx: Tx, codeDigest: Buffer): Promise<Certificate | undefined> =>
  (await sql<Certificate>`select * from app.erasure_with(${codeDigest})`.execute(tx)).rows[0]

type Entry = {
  schoolId: string
  id: string
  personId: string
  rule: 'jp_register'
  yearToOn: string
  sealed: Buffer
  madeAt: Date
}
/** What a law orders to be kept of rows that go; of each once. */
export const insertEntries = (tx: Tx, entries: readonly Entry[]) =>
  tx
    .insertInto('registerEntry')
    .values([...entries])
    .onConflict((row) => row.doNothing())
    .execute()
