import { sql } from 'kysely'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'

/** The addresses of the schools that are here. */
export const schools = ({ db }: Installation): Promise<string[]> => {
  const visitor = { schoolId: null, personId: null, accountId: null, session: null, purpose: 'self', requestId: uuidv7(), action: 'school.find' } as const
  return as(db, visitor, async (tx) => (await sql<{ slug: string }>`select slug from app.schools()`.execute(tx)).rows.map(({ slug }) => slug))
}
