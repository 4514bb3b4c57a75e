import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import { as } from './db.ts'
import { uuidv7 } from './ids.ts'
import type { Installation } from './installation.ts'

export type School = { schoolId: string; slug: string; name: string; locale: Locale }

const visitor = () =>
  ({
    schoolId: null,
    personId: null,
    accountId: null,
    session: null,
    purpose: 'self',
    requestId: uuidv7(),
    action: 'school.find',
  }) as const

/** The schools of this installation, in the order they were made. Their names stand at their doors. */
export const schools = ({ db }: Installation): Promise<School[]> =>
  as(db, visitor(), async (tx) => (await sql<School>`select * from app.schools()`.execute(tx)).rows)

/** The school at an address, if there is one. */
export const schoolAt = ({ db }: Installation, slug: string): Promise<School | undefined> =>
  as(db, visitor(), async (tx) => (await sql<School>`select * from app.school_for(${slug})`.execute(tx)).rows[0])

export const schoolIds = async (installation: Installation): Promise<string[]> =>
  (await schools(installation)).map(({ schoolId }) => schoolId)
