import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Whom a class has, of those who exist for the reader. */
export const inClass = (tx: Tx, schoolId: string, classId: string) =>
  sql<{ personId: string }>`select person_id from enrolment where school_id = ${schoolId} and class_id = ${classId}
    and from_on <= current_date and (until_on is null or until_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => new Set(rows.map(({ personId }) => personId)))
