import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** What is sealed is opened to be read: so many of the newest. */
const newest = 500

type Row = { id: string; sealed: Buffer; pupilId: string; pupilSealed: Buffer | null; lastAt: Date }

/** The newest conversations in which the searcher takes part: whoever may look into others says why, and does not come by them here. */
export const topics = (tx: Tx, schoolId: string, classId: string | undefined) =>
  sql<Row>`select c.id, c.sealed, c.pupil_id, p.sealed as pupil_sealed, c.last_at
    from conversation c left join person p on p.school_id = c.school_id and p.id = c.pupil_id
    where c.school_id = ${schoolId} and c.id = any (array(select app.my_conversations())) and (${classId ?? null}::uuid is null or c.class_id = ${classId ?? null}::uuid)
    order by c.last_at desc, c.id desc limit ${newest}`
    .execute(tx)
    .then(({ rows }) => rows)
