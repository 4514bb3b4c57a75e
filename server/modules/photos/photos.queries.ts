import { sql } from 'kysely'
import type { FileType } from '#contract/files.ts'
import type { Reach, Region } from '#contract/photos.ts'
import type { Tx } from '#kernel/db.ts'

type NewPhoto = {
  schoolId: string
  fileId: string
  schoolYearId: string
  state: 'tagged' | 'nobody'
  taggedBy: string
  now: Date
  sealed: Buffer
  insteadOf?: string
}

/** Whether one may say who is on this: an own upload, and a picture. */
export const isOwnPhoto = async (tx: Tx, fileId: string) =>
  (await sql<{ mine: boolean }>`select app.is_my_photo(${fileId}) as mine`.execute(tx)).rows[0]?.mine ?? false

/** Writes down that somebody has said who is on a photo; said again, it takes the place of what was said. */
export const savePhoto = async (tx: Tx, { now, insteadOf, ...row }: NewPhoto) => {
  const { state, taggedBy, sealed } = row
  await tx
    .insertInto('photo')
    .values({ ...row, reach: 'audience', insteadOf: insteadOf ?? null, taggedAt: now })
    .onConflict((conflict) => conflict.columns(['schoolId', 'fileId']).doUpdateSet({ state, taggedBy, taggedAt: now, sealed }))
    .execute()
}

type Tagged = { id: string; region: Region | null }
const tagged = sql`json_build_object('id', x.pupil_id, 'region', case when x.wide is not null
  then json_build_object('left', x.at_left, 'top', x.at_top, 'width', x.wide, 'height', x.high) end)`

export type Tag = { id: string; pupilId: string; region: Region | null }
const drawn = (region: Region | null) => ({
  ...{ atLeft: region?.left ?? null, atTop: region?.top ?? null, wide: region?.width ?? null, high: region?.height ?? null },
})

/** Who is on a photo, anew. Whatever was said before goes first: that opens the photo, so it is closed again afterwards. */
export const replaceTags = async (tx: Tx, photo: NewPhoto, tags: readonly Tag[]) => {
  const { schoolId, fileId, taggedBy, now, state } = photo
  await tx.deleteFrom('depiction').where('schoolId', '=', schoolId).where('fileId', '=', fileId).execute()
  if (tags.length > 0)
    await tx
      .insertInto('depiction')
      .values(
        tags.map(({ id, pupilId, region }) => ({ schoolId, id, fileId, pupilId, ...drawn(region), taggedAt: now, taggedBy })),
      )
      .execute()
  await tx.updateTable('photo').set({ state }).where('schoolId', '=', schoolId).where('fileId', '=', fileId).execute()
}

/** Of these files, in this order, how far each may go with a post to these audiences; what is no own photo is not among them. */
export const reachOf = (tx: Tx, schoolId: string, files: readonly string[], audiences: readonly string[]) =>
  sql<{
    id: string
    reach: Reach
    width: number | null
    height: number | null
    state: string | null
    sealed: Buffer | null
    pupils: Tagged[] | null
  }>`
    select f.id, coalesce(app.photo_reach(f.id, ${audiences}::uuid[]), 'untagged') as reach, f.width, f.height, h.state, h.sealed,
      (select json_agg(${tagged} order by x.id) from depiction x where x.school_id = f.school_id and x.file_id = f.id) as pupils
    from file f left join photo h on h.school_id = f.school_id and h.file_id = f.id
    where f.school_id = ${schoolId} and f.id = any (${files}::uuid[]) and f.uploaded_by = app.person_id() and f.type like 'image/%'
      order by array_position(${files}::uuid[], f.id)`
    .execute(tx)
    .then(({ rows }) => rows)

/** The pupils on some of one's own photos. */
export const pupilsOn = (tx: Tx, schoolId: string, files: readonly string[]) =>
  sql<{
    id: string
    fileId: string
  }>`select d.pupil_id as id, d.file_id from depiction d where d.school_id = ${schoolId} and d.file_id = any (${files}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** How far photos are to go: those named to the families of whoever is on them, the others to everybody addressed. */
export const setReach = async (tx: Tx, schoolId: string, files: readonly string[], toFamilies: readonly string[]) => {
  await sql`update photo set reach = case when file_id = any (${toFamilies}::uuid[]) then 'families' else 'audience' end
    where school_id = ${schoolId} and file_id = any (${files}::uuid[])`.execute(tx)
}

export type PhotoRow = {
  id: string
  postId: string
  width: number
  height: number
  reach: 'audience' | 'families'
  insteadOf: string | null
  sealed: Buffer
  postedAt: Date
}

/** The photos of some posts that exist for the reader, in order; a blurred one only where the whole one is not seen. */
export const photosOfPosts = (tx: Tx, schoolId: string, posts: readonly string[]) =>
  sql<PhotoRow>`
    select h.file_id as id, a.target_id as post_id, f.width, f.height, h.reach, h.instead_of, h.sealed, a.attached_at as posted_at
    from attachment a join photo h on h.school_id = a.school_id and h.file_id = a.file_id join file f on f.school_id = a.school_id and f.id = a.file_id
    where a.school_id = ${schoolId} and a.target_kind = 'post' and a.target_id = any (${posts}::uuid[]) and f.state = 'ready'
    order by a.target_id, a.place, a.id`
    .execute(tx)
    .then(({ rows }) => seenOnce(rows))

/** All pictures that hang on a post of one's own, tagged or not, and how far each was meant to go. */
export const picturesOf = (tx: Tx, schoolId: string, postId: string) =>
  sql<{ id: string; reach: PhotoRow['reach'] | null }>`
    select f.id, h.reach from attachment a join file f on f.school_id = a.school_id and f.id = a.file_id
      left join photo h on h.school_id = f.school_id and h.file_id = f.id
    where a.school_id = ${schoolId} and a.target_kind = 'post' and a.target_id = ${postId} and f.type like 'image/%' order by a.place, a.id`
    .execute(tx)
    .then(({ rows }) => rows)

const seenOnce = <R extends PhotoRow>(rows: readonly R[]): R[] => {
  const seen = new Set(rows.map(({ id }) => id))
  return rows.filter(({ insteadOf }) => insteadOf === null || !seen.has(insteadOf))
}

/** The photos on which a child of the reader is, as far as the reader may see them. */
export const photosOfChild = (tx: Tx, schoolId: string, pupilId: string) =>
  sql<PhotoRow & { type: FileType }>`
    select h.file_id as id, a.target_id as post_id, f.type, f.width, f.height, h.reach, h.instead_of, h.sealed, a.attached_at as posted_at
    from depiction d join photo h on h.school_id = d.school_id and h.file_id = d.file_id
      join attachment a on a.school_id = d.school_id and a.file_id = d.file_id and a.target_kind = 'post' join file f on f.school_id = d.school_id and f.id = d.file_id
    where d.school_id = ${schoolId} and d.pupil_id = ${pupilId} and f.state = 'ready' order by a.attached_at desc, a.id desc limit 500`
    .execute(tx)
    .then(({ rows }) => seenOnce(rows))

/** Own photos with posts that stand, of which some of those addressed see neither the photo nor a blurred version: and who is the reason. */
export const hiddenPhotos = (tx: Tx, schoolId: string, by: string) =>
  sql<PhotoRow & { pupils: Tagged[] }>`
    select h.file_id as id, a.target_id as post_id, f.width, f.height, h.reach, h.instead_of, h.sealed, a.attached_at as posted_at,
      (select json_agg(${tagged}) from app.hidden_on(h.file_id, a.target_id) x) as pupils
    from photo h join attachment a on a.school_id = h.school_id and a.file_id = h.file_id and a.target_kind = 'post' join file f on f.school_id = h.school_id and f.id = h.file_id
    where h.school_id = ${schoolId} and h.tagged_by = ${by} and h.reach = 'audience' and h.state = 'tagged' and f.state = 'ready'
      and not exists (select from photo b where b.school_id = h.school_id and b.instead_of = h.file_id)
      and exists (select from app.hidden_on(h.file_id, a.target_id)) order by h.file_id desc limit 60`
    .execute(tx)
    .then(({ rows }) => rows)

/** One own photo with what is needed to make another of it. */
export const ownPhoto = (tx: Tx, schoolId: string, fileId: string, by: string) =>
  sql<{ postId: string; schoolYearId: string; place: number; sealed: Buffer; id: string }>`
    select h.file_id as id, a.target_id as post_id, h.school_year_id, a.place, h.sealed from photo h
      join attachment a on a.school_id = h.school_id and a.file_id = h.file_id and a.target_kind = 'post'
    where h.school_id = ${schoolId} and h.file_id = ${fileId} and h.tagged_by = ${by}`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** Puts a version where the photo stands that it is seen instead of. */
export const standsAt = (tx: Tx, schoolId: string, fileId: string, { postId, place }: { postId: string; place: number }) =>
  tx
    .updateTable('attachment')
    .where('schoolId', '=', schoolId)
    .where('targetKind', '=', 'post')
    .where('targetId', '=', postId)
    .where('fileId', '=', fileId)
    .set({ place })
    .execute()

/** Who of those on a photo may not be shown to all those whom the post is for. */
export const hiddenOn = (tx: Tx, fileId: string, postId: string) =>
  sql<{ pupilId: string }>`select pupil_id from app.hidden_on(${fileId}, ${postId})`.execute(tx).then(({ rows }) => rows)

export const isBlurred = async (tx: Tx, schoolId: string, fileId: string) =>
  (
    await sql<{ id: string }>`select file_id as id from photo where school_id = ${schoolId} and instead_of = ${fileId}`.execute(
      tx,
    )
  ).rows.length > 0

/** Takes a photo away with its tags, its blurred version and its places in posts. Answers the posts it was in and the files that are to go. */
export const detach = async (tx: Tx, schoolId: string, fileId: string) => {
  const { rows } = await sql<{ id: string }>`
    select file_id as id from photo where school_id = ${schoolId} and (file_id = ${fileId} or instead_of = ${fileId}) order by instead_of nulls last`.execute(
    tx,
  )
  const ids = rows.map(({ id }) => id)
  await tx.deleteFrom('depiction').where('schoolId', '=', schoolId).where('fileId', 'in', ids).execute()
  await sql`delete from attachment where school_id = ${schoolId} and file_id = any (${ids}::uuid[]) and target_kind = 'post'`.execute(
    tx,
  )
  await sql`delete from photo where school_id = ${schoolId} and file_id = any (${ids}::uuid[])`.execute(tx)
  return ids
}

/** Where a photo stands, and whose family alone has it there; a blurred version is not counted by its post. */
export const placesOfPhoto = (tx: Tx, schoolId: string, fileId: string) =>
  sql<{ postId: string; isCounted: boolean; pupilId: string | null }>`
    select a.target_id as post_id, h.instead_of is null as is_counted, case h.reach when 'families' then (select d.pupil_id from depiction d
      where d.school_id = h.school_id and d.file_id = h.file_id order by d.id limit 1) end as pupil_id
    from photo h join attachment a on a.school_id = h.school_id and a.file_id = h.file_id and a.target_kind = 'post'
    where h.school_id = ${schoolId} and h.file_id = ${fileId} order by 1`
    .execute(tx)
    .then(({ rows }) => rows)

type Removal = { schoolId: string; id: string; postId: string; pupilId: string | null; removedBy: string; removedAt: Date }
/** A post has one photo less. Where people have seen it, a line says so; what a draft held nobody misses. */
export const writeRemoval = async (tx: Tx, { isCounted, ...row }: Removal & { isCounted: boolean }) => {
  const { schoolId, postId, removedAt } = row
  const { rows } = await sql<{ isPublished: boolean }>`
    update post set files = files - ${isCounted ? 1 : 0}, photos = photos - ${isCounted ? 1 : 0},
      edited_at = case when state = 'published' and ${row.pupilId === null} then ${removedAt} else edited_at end
    where school_id = ${schoolId} and id = ${postId} and state <> 'withdrawn' returning state = 'published' as is_published`.execute(
    tx,
  )
  if (rows[0]?.isPublished) await tx.insertInto('photoRemoval').values(row).execute()
}

/** The lines that photos have left with a post, for whoever has seen them there; the newest first. */
export const removalsOf = (tx: Tx, schoolId: string, postId: string) =>
  tx
    .selectFrom('photoRemoval')
    .select(['id', 'removedAt', 'removedBy'])
    .where('schoolId', '=', schoolId)
    .where('postId', '=', postId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

/** How many pupils are on each of these own photos. */
export const countTags = async (tx: Tx, schoolId: string, files: readonly string[]) => {
  const found = new Map<string, number>()
  for (const { fileId } of await pupilsOn(tx, schoolId, files)) found.set(fileId, (found.get(fileId) ?? 0) + 1)
  return found
}

/** Of these, those whom the actor may tag: pupils whom one teaches, in a class or a group; for those who run the school, every pupil. */
export const taggable = (tx: Tx, ids: readonly string[]) =>
  sql<{ id: string }>`select id from app.my_models() as id where id = any (${ids}::uuid[])`.execute(tx).then(({ rows }) => rows)

/** Sealed names of pupils whom the actor has tagged. */
export const taggedNames = (tx: Tx, ids: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`select id, sealed from app.tagged_named(${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** Sealed names of people whom the reader sees. */
export const people = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`select id, sealed from person where school_id = ${schoolId} and id = any (${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)
