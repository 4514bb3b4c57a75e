import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Of some people, those who are not to be found by their name by this reader. */
export const unlisted = (tx: Tx, ids: readonly string[]) =>
  sql<{ id: string }>`select u as id from app.unlisted(${ids}::uuid[]) u`
    .execute(tx)
    .then(({ rows }) => new Set(rows.map(({ id }) => id)))

/** Whom a class has, of those who exist for the reader. */
export const inClass = (tx: Tx, schoolId: string, classId: string) =>
  sql<{ personId: string }>`select person_id from enrolment where school_id = ${schoolId} and class_id = ${classId}
    and from_on <= current_date and (until_on is null or until_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => new Set(rows.map(({ personId }) => personId)))
