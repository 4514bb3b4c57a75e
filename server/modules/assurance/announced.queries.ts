import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Announcements = { since: Date; notices: { publishedAt: Date; effectiveFrom: Date }[] }

/** What was announced of the service to a school, and since when there is a school to announce it to. */
export const productAnnouncements = async (tx: Tx, schoolId: string): Promise<Announcements> => {
  const { rows: notices } = await sql<Announcements['notices'][number]>`select * from app.product_announcements()`.execute(tx)
  const { createdAt } = await tx
    .selectFrom('school')
    .select('createdAt')
    .where('schoolId', '=', schoolId)
    .executeTakeFirstOrThrow()
  return { since: createdAt, notices }
}
