import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Ends the keys of classes whose year is over; answers whose they were. */
export const endKeys = (tx: Tx, schoolId: string, by: string, at: Date) =>
  sql<{ id: string; classId: string }>`
    update class_key k set revoked_at = ${at}::timestamptz, revoked_by = ${by}::uuid from class c, school_year y, school s
    where k.school_id = ${schoolId} and k.revoked_at is null and c.school_id = k.school_id and c.id = k.class_id and s.school_id = k.school_id
      and y.school_id = c.school_id and y.id = c.school_year_id and y.to_on < (${at}::timestamptz at time zone s.time_zone)::date
    returning k.id, k.class_id`
    .execute(tx)
    .then(({ rows }) => rows)
