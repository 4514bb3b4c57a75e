import { sql } from 'kysely'
import type { AnswerWay, Reaction } from '#contract/posts.ts'
import type { Tx } from '#kernel/db.ts'

type NewPost = {
  schoolId: string
  id: string
  schoolYearId: string
  authorId: string
  state: 'draft' | 'scheduled' | 'published'
  language: string
  answers: AnswerWay
  publishAt: Date | null
  files: number
  photos: number
  sealed: Buffer
  now: Date
}

/** A new post, and where it stands or is to stand. */
export const insertPost = async (tx: Tx, { now, ...row }: NewPost, audiences: readonly string[]) => {
  const publishedAt = row.state === 'published' ? now : null
  await Promise.all([
    tx
      .insertInto('post')
      .values({
        ...row,
        places: audiences.length,
        createdAt: now,
        publishedAt,
        editedAt: null,
        withdrawnAt: null,
        withdrawnBy: null,
        pinnedAt: null,
        pinnedBy: null,
        version: 1,
      })
      .execute(),
    tx
      .insertInto('postAudience')
      .values(
        audiences.map((audienceId) => ({
          schoolId: row.schoolId,
          postId: row.id,
          audienceId,
          feedAt: publishedAt,
          isPinned: false,
        })),
      )
      .execute(),
  ])
}

const columns = [
  ...(['id', 'schoolYearId', 'authorId', 'state', 'language', 'answers', 'createdAt', 'publishAt', 'publishedAt'] as const),
  ...(['editedAt', 'withdrawnAt', 'withdrawnBy', 'pinnedAt', 'places', 'files', 'photos', 'sealed', 'version'] as const),
] as const

/** One post, if it exists for whoever asks. */
export const postById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('post').select(columns).where('schoolId', '=', schoolId).where('id', '=', id).executeTakeFirst()
export type PostRow = NonNullable<Awaited<ReturnType<typeof postById>>>

export const draftsOf = (tx: Tx, schoolId: string, authorId: string) =>
  tx
    .selectFrom('post')
    .select(columns)
    .select(
      sql<
        string[]
      >`array(select a.audience_id from post_audience a where a.school_id = post.school_id and a.post_id = post.id)`.as(
        'audiences',
      ),
    )
    .where('schoolId', '=', schoolId)
    .where('authorId', '=', authorId)
    .where('state', 'in', ['draft', 'scheduled'])
    .orderBy('id', 'desc')
    .limit(200)
    .execute()

const inVersion = (tx: Tx, schoolId: string, id: string, version: number) =>
  tx.updateTable('post').where('schoolId', '=', schoolId).where('id', '=', id).where('version', '=', version)

type Edit = { language: string; answers: AnswerWay; sealed: Buffer; editedAt: Date | null; files: number; photos: number }
/** Changes a post that is still as it was read; of two who change it, one gets no row. */
export const edit = (tx: Tx, schoolId: string, id: string, version: number, to: Edit) =>
  inVersion(tx, schoolId, id, version)
    .where('state', '<>', 'withdrawn')
    .set({ ...to, version: version + 1 })
    .returning('version')
    .executeTakeFirst()

type Kept = {
  schoolId: string
  id: string
  postId: string
  number: number
  language: string
  writtenBy: string | null
  replacedAt: Date
  sealed: Buffer
}
export const keepVersion = (tx: Tx, row: Kept) => tx.insertInto('postVersion').values(row).execute()

export const versionsOf = (tx: Tx, schoolId: string, postId: string) =>
  tx
    .selectFrom('postVersion')
    .select(['id', 'number', 'language', 'writtenBy', 'replacedAt', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('postId', '=', postId)
    .orderBy('number', 'desc')
    .limit(100)
    .execute()

type Hour = { state: 'draft' | 'scheduled' | 'published'; publishAt: Date | null; publishedAt: Date | null }
const place = (tx: Tx, schoolId: string, postId: string, to: { feedAt: Date } | { isPinned: boolean }) =>
  tx.updateTable('postAudience').set(to).where('schoolId', '=', schoolId).where('postId', '=', postId).execute()

/** Moves a post that nobody has seen yet; one that has been published stays so. It stands in its places first: else its own author would not see it. */
export const setHour = async (tx: Tx, schoolId: string, id: string, to: Hour, dueBy?: Date) => {
  if (to.publishedAt) await place(tx, schoolId, id, { feedAt: to.publishedAt })
  return tx
    .updateTable('post')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', 'in', dueBy ? ['scheduled'] : ['draft', 'scheduled'])
    .$if(dueBy !== undefined, (query) => query.where('publishAt', '<=', dueBy ?? null))
    .set(to)
    .returning(['id', 'authorId'])
    .executeTakeFirst()
}

/** Takes a post back; what it said is no longer in its row. */
export const withdraw = (tx: Tx, schoolId: string, id: string, by: string, at: Date, sealed: Buffer) =>
  tx
    .updateTable('post')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '<>', 'withdrawn')
    .set({
      state: 'withdrawn',
      withdrawnAt: at,
      withdrawnBy: by,
      publishAt: null,
      pinnedAt: null,
      pinnedBy: null,
      sealed,
      version: sql<number>`version + 1`,
    })
    .returning('id')
    .executeTakeFirst()

/** Pins a published post or takes the pin out. */
export const pin = async (tx: Tx, schoolId: string, id: string, by: string | null, at: Date) => {
  const pinned = await tx
    .updateTable('post')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'published')
    .set({ pinnedAt: by ? at : null, pinnedBy: by })
    .returning('id')
    .executeTakeFirst()
  if (pinned) await place(tx, schoolId, id, { isPinned: by !== null })
  return pinned
}

/** The most that are pinned in one of the places of a post; counted under a lock on those places, so that two who pin at once do not both find room. */
export const pinnedBeside = async (tx: Tx, schoolId: string, id: string) => {
  const places = sql`select a.audience_id from post_audience a where a.school_id = ${schoolId} and a.post_id = ${id}`
  await sql`select pg_advisory_xact_lock(hashtextextended(x.audience_id::text, 0)) from (${places} order by 1) x`.execute(tx)
  const { rows } = await sql<{
    most: number
  }>`select coalesce(max(n), 0)::int as most from (select count(*) as n from post_audience o
    where o.school_id = ${schoolId} and o.is_pinned and o.post_id <> ${id} and o.audience_id in (${places}) group by o.audience_id) c`.execute(
    tx,
  )
  return rows[0]?.most ?? 0
}

/** Sets, changes or takes back one's own reaction. */
export const react = async (tx: Tx, schoolId: string, postId: string, personId: string, kind: Reaction | null, madeAt: Date) => {
  if (kind === null)
    return tx
      .deleteFrom('postReaction')
      .where('schoolId', '=', schoolId)
      .where('postId', '=', postId)
      .where('personId', '=', personId)
      .execute()
  return tx
    .insertInto('postReaction')
    .values({ schoolId, postId, personId, kind, madeAt })
    .onConflict((conflict) => conflict.columns(['schoolId', 'postId', 'personId']).doUpdateSet({ kind, madeAt }))
    .execute()
}
