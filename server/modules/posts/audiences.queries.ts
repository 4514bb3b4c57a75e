import { sql } from 'kysely'
import type { PlaceKind, Readers } from '#contract/posts.ts'
import type { Tx } from '#kernel/db.ts'

export const countReaders = (tx: Tx, audiences: readonly string[]) =>
  sql<Readers & { audienceId: string }>`select audience_id, staff, pupils, guardians from app.readers_of(${audiences}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

export type NamedReader = { id: string; stands: 'staff' | 'pupil' | 'guardian'; sealed: Buffer | null }

/** Everyone who can see what stands before these audiences, each once; of the staff, the sealed name. */
export const namedReaders = (tx: Tx, audiences: readonly string[]) =>
  sql<NamedReader>`select person_id as id, stands, sealed from app.readers_named(${audiences}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** Everyone who can see a photo of a post, each once; nobody where the reader does not see it. */
export const namedPhotoReaders = (tx: Tx, photoId: string, postId: string) =>
  sql<NamedReader>`select person_id as id, stands, sealed from app.photo_readers(${photoId}, ${postId})`
    .execute(tx)
    .then(({ rows }) => rows)

type Voice = { id: string; kind: PlaceKind; targetId: string; sealed: Buffer | null }

/** Where the reader may post; classes and groups of a year that is over are no place any more. */
export const voices = (tx: Tx, schoolId: string) =>
  sql<Voice>`
    select a.id, a.kind, a.target_id, coalesce(c.sealed, t.sealed) as sealed from audience a
      left join class c on c.school_id = a.school_id and a.kind = 'class' and c.id = a.target_id
      left join teaching_group t on t.school_id = a.school_id and a.kind = 'group' and t.id = a.target_id
      left join school_year y on y.school_id = a.school_id and y.id = coalesce(c.school_year_id, t.school_year_id)
    where a.school_id = ${schoolId} and a.id = any (array(select app.my_voices())) and (a.kind = 'school' or y.to_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => rows)

/** Of these audiences, those that a person may speak to; `personId` is the actor, or anyone where the school itself asks. */
export const voicesAmong = (tx: Tx, personId: string | null, audiences: readonly string[]) =>
  sql<{ id: string }>`select v.id from app.voices_of(${personId}) as v (id) where v.id = any (${audiences}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows.map(({ id }) => id))

/** Before whom a post stands. */
export const audiencesOf = (tx: Tx, schoolId: string, postId: string) =>
  tx
    .selectFrom('postAudience')
    .select(['audienceId', 'isPinned', 'feedAt'])
    .where('schoolId', '=', schoolId)
    .where('postId', '=', postId)
    .execute()

/** Before whom some posts stand that were published. */
export const placesOfPosts = (tx: Tx, schoolId: string, postIds: readonly string[]) =>
  tx
    .selectFrom('postAudience')
    .select(['postId', 'audienceId'])
    .where('schoolId', '=', schoolId)
    .where('postId', 'in', postIds)
    .where('feedAt', 'is not', null)
    .execute()

/** How the reader stands to some audiences. */
export const standing = async (tx: Tx, audiences: readonly string[]) => {
  const { rows } = await sql<{ isOffice: boolean; isPupil: boolean; belongs: boolean }>`
    select app.is_a('administrator', 'head', 'office') as is_office, app.is_a('pupil') as is_pupil,
      exists (select from app.my_audiences() m (id) where m.id = any (${audiences}::uuid[])) as belongs`.execute(tx)
  return rows[0] ?? { isOffice: false, isPupil: false, belongs: false }
}
