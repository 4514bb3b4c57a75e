import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

type School = {
  schoolId: string
  name: string
  slug: string
  profile: Profile
  kind: 'public' | 'private' | 'training'
  locale: Locale
  timeZone: string
  yearFrom: string
  yearTo: string
  now: Date
}

/** A school, its first year and its own audience. */
export const insertSchool = async (tx: Tx, { yearFrom, yearTo, now, ...school }: School) => {
  const { schoolId } = school
  await tx
    .insertInto('school')
    .values({ ...school, profileFrom: now.toISOString().slice(0, 10), createdAt: now, version: 1 })
    .execute()
  await Promise.all([
    tx.insertInto('schoolYear').values({ schoolId, id: uuidv7(), fromOn: yearFrom, toOn: yearTo, createdAt: now }).execute(),
    tx
      .insertInto('audience')
      .values(
        (['school', 'staff', 'guardians', 'pupils'] as const).map((kind) => ({
          ...{ schoolId, id: uuidv7(), kind, targetId: schoolId, createdAt: now },
        })),
      )
      .execute(),
  ])
}

/** Uses up the one-time set-up code; false when it is wrong, or was used. */
export const useCode = async (tx: Tx, digest: Buffer): Promise<boolean> => {
  const { rows } = await sql<{ used: boolean }>`select app.use_setup_code(${digest}) as used`.execute(tx)
  return rows[0]?.used ?? false
}

/** Whether the database can tell the time of a place: each of the school's transactions goes by it. */
export const knowsZone = async (tx: Tx, zone: string): Promise<boolean> =>
  (await sql`select from pg_timezone_names where name = ${zone}`.execute(tx)).rows.length > 0
