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
