import { type Insertable, sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { DB } from '#server/db/types.generated.ts'

/** Ends the codes of a copy that nobody has used; answers whose copy it is, where there was one that still worked. */
export const revokeTokens = async (tx: Tx, schoolId: string, requestId: string, at: Date): Promise<string | undefined> =>
  (
    await sql<{ personId: string }>`update carry_token set revoked_at = ${at}
      where school_id = ${schoolId} and request_id = ${requestId} and used_at is null and revoked_at is null and until_at > ${at} returning person_id`.execute(
      tx,
    )
  ).rows[0]?.personId

export const insertToken = (tx: Tx, row: Insertable<DB['carryToken']>) => tx.insertInto('carryToken').values(row).execute()

export type HeldToken = {
  id: string
  personId: string
  askedBy: string
  isPortable: boolean
  /** The request that it was prepared for by hand. */
  copy: string | null
  untilAt: Date
  usedAt: Date | null
  revokedAt: Date | null
}

/** The code that somebody holds, asked before anybody is known. */
export const tokenAt = async (tx: Tx, schoolId: string, digest: Buffer): Promise<HeldToken | undefined> =>
  (await sql<HeldToken>`select * from app.carry_token_at(${schoolId}, ${digest})`.execute(tx)).rows[0]

/** Uses a code up: of two who hold it at once one does. */
export const spendToken = async (tx: Tx, schoolId: string, id: string, at: Date): Promise<boolean> =>
  (
    await sql`update carry_token set used_at = ${at}
      where school_id = ${schoolId} and id = ${id} and used_at is null and revoked_at is null and until_at > ${at} returning id`.execute(
      tx,
    )
  ).rows.length === 1

export type ShownToken = { requestId: string; untilAt: Date; usedAt: Date | null }

/** Of some copies, the code that works now, or the last one that was used. */
export const tokensOf = async (
  tx: Tx,
  schoolId: string,
  requests: readonly string[],
  now: Date,
): Promise<Map<string, ShownToken>> => {
  const { rows } = await sql<ShownToken>`
    select distinct on (request_id) request_id, until_at, used_at from carry_token
    where school_id = ${schoolId} and request_id = any (${requests}::uuid[]) and revoked_at is null and (used_at is not null or until_at > ${now})
    order by request_id, drawn_at desc`.execute(tx)
  return new Map(rows.map((row) => [row.requestId, row]))
}
