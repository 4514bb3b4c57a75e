import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** What is sealed is opened to be read: so many texts of the newest notices. */
const newest = 500

type Row = { id: string; sealed: Buffer; noticeId: string; language: string; publishedAt: Date }

/** What the newest notices say that stand before the reader; of one class, where one is named. */
export const published = (tx: Tx, schoolId: string, classId: string | undefined) =>
  sql<Row>`select t.id, t.sealed, t.notice_id, t.language, n.published_at
    from notice n join notice_text t on t.school_id = n.school_id and t.notice_id = n.id and t.replaced_at is null
    where n.school_id = ${schoolId} and n.state = 'published' and (${classId ?? null}::uuid is null or exists (
      select from notice_audience a join audience u on u.school_id = a.school_id and u.id = a.audience_id
      where a.school_id = n.school_id and a.notice_id = n.id and u.kind = 'class' and u.target_id = ${classId ?? null}::uuid))
    order by n.published_at desc, n.id desc, t.place limit ${newest}`
    .execute(tx)
    .then(({ rows }) => rows)
