import { as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { InSchool } from './outbox.ts'

/** Runs something in a transaction of one school as the school itself; the nil school is the directory. */
export const inSchoolOf =
  ({ db }: Pick<Installation, 'db'>, action: string): InSchool =>
  (schoolId, run) =>
    as(
      db,
      {
        schoolId: schoolId === nobody ? null : schoolId,
        personId: nobody,
        accountId: null,
        session: null,
        purpose: 'security',
        requestId: uuidv7(),
        action,
      },
      run,
    )
