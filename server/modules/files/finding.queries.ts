import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Names are sealed one by one: so many of the newest are opened. */
const newest = 500

type Row = { id: string; sealed: Buffer; uploadedAt: Date; kind: 'class' | 'post'; targetId: string }

/**
 * Files of classes and of posts that stand before the reader. What hangs on a person is not found so: it is on the page of that person, which is
 * opened with a reason.
 */
export const files = (tx: Tx, schoolId: string, classId: string | undefined) =>
  sql<Row>`select f.id, f.sealed, f.uploaded_at, a.target_kind as kind, a.target_id
    from attachment a join file f on f.school_id = a.school_id and f.id = a.file_id
    where a.school_id = ${schoolId} and f.state = 'ready' and (
      (a.target_kind = 'class' and (${classId ?? null}::uuid is null or a.target_id = ${classId ?? null}::uuid))
      or (a.target_kind = 'post' and exists (select from post p where p.school_id = a.school_id and p.id = a.target_id and p.state = 'published')
        and (${classId ?? null}::uuid is null or exists (
          select from post_audience x join audience u on u.school_id = x.school_id and u.id = x.audience_id
          where x.school_id = a.school_id and x.post_id = a.target_id and u.kind = 'class' and u.target_id = ${classId ?? null}::uuid))))
    order by f.uploaded_at desc, f.id desc limit ${newest}`
    .execute(tx)
    .then(({ rows }) => rows)
