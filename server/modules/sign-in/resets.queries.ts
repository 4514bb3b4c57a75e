import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type NewReset = {
  id: string
  accountId: string
  schoolId: string
  way: 'mail' | 'helped'
  tokenDigest: Buffer
  madeAt: Date
  expiresAt: Date
}
export const insertReset = (tx: Tx, reset: NewReset) =>
  tx
    .insertInto('directory.reset')
    .values({ ...reset, usedAt: null })
    .execute()

/** What a link opens, as long as it opens anything. */
export const resetFor = (tx: Tx, token: Buffer) =>
  sql<{ id: string; accountId: string; schoolId: string }>`select * from app.reset_for(${token})`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** Uses a link up; of two at once one gets no row. The other links of the account open nothing any more. */
export const spendReset = async (tx: Tx, accountId: string, tokenDigest: Buffer, now: Date): Promise<boolean> => {
  const used = await tx
    .updateTable('directory.reset')
    .set({ usedAt: now })
    .where('accountId', '=', accountId)
    .where('tokenDigest', '=', tokenDigest)
    .where('usedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (used)
    await tx
      .updateTable('directory.reset')
      .set({ usedAt: now })
      .where('accountId', '=', accountId)
      .where('usedAt', 'is', null)
      .execute()
  return used !== undefined
}

type Home = { schoolId: string; slug: string; name: string }

/**
 * Whose door a link leads to: the school that was asked, where the account in hand is somebody in it; otherwise one where it is. Who is
 * nobody anywhere yet comes back to the school that was asked.
 */
export const homeOf = async (tx: Tx, schoolId: string): Promise<Home | undefined> => {
  const { rows } = await sql<Home>`select school_id, slug, name from app.my_memberships()
    order by school_id = ${schoolId}::uuid desc, school_id limit 1`.execute(tx)
  return (
    rows[0] ?? tx.selectFrom('school').select(['schoolId', 'slug', 'name']).where('schoolId', '=', schoolId).executeTakeFirst()
  )
}
