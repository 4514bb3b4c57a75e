import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

export type PaperVersion = { number: number; release: string; madeAt: Date; digest: Buffer; content: unknown }

/** What was printed, the newest first. */
export const paperVersions = (tx: Tx, schoolId: string, most: number): Promise<PaperVersion[]> =>
  sql<PaperVersion>`select number, release, made_at, digest, content from paper_version where school_id = ${schoolId} order by number desc limit ${most}`
    .execute(tx)
    .then(({ rows }) => rows)

/** Keeps what is printed from now on. False: another has just done so. */
export const insertPaper = async (tx: Tx, row: PaperVersion & { schoolId: string }): Promise<boolean> => {
  const { numInsertedOrUpdatedRows: made } = await tx
    .insertInto('paperVersion')
    .values({ ...row, content: JSON.stringify(row.content) })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow()
  return (made ?? 0n) > 0n
}
