import { sql } from 'kysely'
import type { Tx } from './db.ts'
import { refuse } from './errors.ts'

/** The school of this transaction: its names and settings, none of them personal. */
export const schoolOf = async (tx: Tx) => {
  const found = await tx.selectFrom('school').selectAll().where('schoolId', '=', sql<string>`app.school_id()`).executeTakeFirst()
  return found ?? refuse('not_found')
}

/** The school year that a day, or the school's day at an instant, falls in; the last one begun where a school is between two. */
export const schoolYearOn = async (tx: Tx, schoolId: string, on: string | Date) => {
  const day = typeof on === 'string' ? on : sql<string>`${on}::timestamptz::date` // by the school's clock, which the transaction goes by
  const year = await tx
    .selectFrom('schoolYear')
    .selectAll()
    .where('schoolId', '=', schoolId)
    .where('fromOn', '<=', day)
    .orderBy('fromOn', 'desc')
    .executeTakeFirst()
  return (
    year ??
    (await tx.selectFrom('schoolYear').selectAll().where('schoolId', '=', schoolId).orderBy('fromOn').executeTakeFirst()) ??
    refuse('not_found')
  )
}

/** The day on which a school year begins: its epoch is named by it. */
export const yearBegins = async (tx: Tx, schoolId: string, id: string) =>
  (
    await tx
      .selectFrom('schoolYear')
      .select('fromOn')
      .where('schoolId', '=', schoolId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).fromOn
