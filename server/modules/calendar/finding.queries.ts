import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** What is sealed is opened to be read: so many days that are nearest, past and to come. */
const NEAREST = 500

type Row = { id: string; sealed: Buffer; noon: Date }

/** What is planned before the asker, nearest to today first; of one class, where one is named. What was cancelled takes place nowhere. */
export const planned = (tx: Tx, schoolId: string, classId: string | undefined) =>
  sql<Row>`select c.id, c.sealed, (c.from_on + time '12:00') at time zone s.time_zone as noon
    from calendar_entry c join school s on s.school_id = c.school_id
    where c.school_id = ${schoolId} and c.state = 'planned' and (${classId ?? null}::uuid is null or exists (
      select from audience a where a.school_id = c.school_id and a.id = c.audience_id and a.kind = 'class' and a.target_id = ${classId ?? null}::uuid))
    order by abs(c.from_on - current_date), c.from_on, c.id limit ${NEAREST}`
    .execute(tx)
    .then(({ rows }) => rows)
