import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** What is sealed is opened to be read: so many of the newest. Older posts are found by scrolling, as on paper. */
const newest = 500

type Row = {
  id: string
  sealed: Buffer
  language: string
  publishedAt: Date
  authorId: string | null
  authorSealed: Buffer | null
}

/** The newest posts that stand somewhere before the reader; of one class, where one is named. */
export const posts = (tx: Tx, schoolId: string, classId: string | undefined) =>
  sql<Row>`select p.id, p.sealed, p.language, p.published_at, w.id as author_id, w.sealed as author_sealed
    from post p left join person w on w.school_id = p.school_id and w.id = p.author_id
    where p.school_id = ${schoolId} and p.state = 'published' and (${classId ?? null}::uuid is null or exists (
      select from post_audience a join audience u on u.school_id = a.school_id and u.id = a.audience_id
      where a.school_id = p.school_id and a.post_id = p.id and u.kind = 'class' and u.target_id = ${classId ?? null}::uuid))
    order by p.published_at desc, p.id desc limit ${newest}`
    .execute(tx)
    .then(({ rows }) => rows)
