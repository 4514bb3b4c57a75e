import { sql } from 'kysely'
import type { AttachmentTarget, FileRefusal } from '#contract/files.ts'
import type { Tx } from '#kernel/db.ts'
import type { Kept, Thumbnail } from './examining.ts'
import { dropParts } from './parts.queries.ts'

type NewFile = { schoolId: string; id: string; object: string; sealed: Buffer; by: string; now: Date; awaited: number | null }

export const insertFile = async (tx: Tx, { by, now, ...row }: NewFile) => {
  await tx
    .insertInto('file')
    .values({ ...row, state: 'uploading', stateAt: now, stateBy: by, uploadedAt: now, uploadedBy: by })
    .execute()
}

const columns = [
  ...(['id', 'state', 'refusedFor', 'type', 'size', 'hash', 'width', 'height', 'object', 'sealed'] as const),
  ...(['uploadedAt', 'uploadedBy'] as const),
] as const

/** One file, if it exists for whoever asks. */
export const fileById = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('file')
    .select(columns)
    .select((row) =>
      row
        .selectFrom('derivative')
        .select('id')
        .whereRef('derivative.schoolId', '=', 'file.schoolId')
        .whereRef('derivative.fileId', '=', 'file.id')
        .where('kind', '=', 'thumbnail')
        .as('thumbnailId'),
    )
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()

/** What was made from a file: its thumbnail. */
export const thumbnailOf = (tx: Tx, schoolId: string, fileId: string) =>
  tx
    .selectFrom('derivative')
    .select(['id', 'size', 'hash', 'object'])
    .where('schoolId', '=', schoolId)
    .where('fileId', '=', fileId)
    .where('kind', '=', 'thumbnail')
    .executeTakeFirst()

type Decided = {
  schoolId: string
  id: string
  by: string
  now: Date
  state: 'scanning' | 'ready' | 'refused'
  refusedFor?: FileRefusal
  kept: Kept
  /** The object that was looked at, where somebody else may have put together another meanwhile. */
  of?: string
}

/** Says what became of a file that was in one of these states; of two who decide at once, one gets no row. */
export const decide = (tx: Tx, from: 'uploading' | 'scanning', { schoolId, id, by, now, state, refusedFor, kept, of }: Decided) =>
  tx
    .updateTable('file')
    .set({
      ...{ state, stateAt: now, stateBy: by, refusedFor: refusedFor ?? null, object: kept.object },
      ...{ type: kept.type, size: kept.size, hash: kept.hash, width: kept.width ?? null, height: kept.height ?? null },
    })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', from)
    .$if(of !== undefined, (query) => query.where('object', '=', of ?? ''))
    .returning('id')
    .executeTakeFirst()

export const insertThumbnail = async (tx: Tx, schoolId: string, fileId: string, thumbnail: Thumbnail, now: Date) => {
  const { id, object, size, hash, width, height } = thumbnail
  await tx
    .insertInto('derivative')
    .values({ schoolId, id, fileId, kind: 'thumbnail', type: 'image/webp', size, hash, width, height, object, madeAt: now })
    .execute()
}

/** Takes files away, with what was made of them; their objects are left to the job that clears the store. */
export const deleteFiles = async (tx: Tx, schoolId: string, ids: readonly string[]) => {
  await dropParts(tx, schoolId, ids)
  await tx
    .deleteFrom('derivative')
    .where('schoolId', '=', schoolId)
    .where('fileId', 'in', [...ids])
    .execute()
  const gone = await tx
    .deleteFrom('file')
    .where('schoolId', '=', schoolId)
    .where('id', 'in', [...ids])
    .returning('id')
    .execute()
  return gone.map(({ id }) => id)
}

/** What a file is attached to, as far as whoever asks may see it. */
export const attachmentsOf = (tx: Tx, schoolId: string, fileId: string) =>
  tx
    .selectFrom('attachment')
    .select(['targetKind', 'targetId'])
    .where('schoolId', '=', schoolId)
    .where('fileId', '=', fileId)
    .execute()

/** The files of something that are there or on their way, in the order that they were given. */
export const attachedTo = (tx: Tx, schoolId: string, kind: AttachmentTarget, targetId: string) =>
  tx
    .selectFrom('attachment')
    .innerJoin('file', (join) =>
      join.onRef('file.schoolId', '=', 'attachment.schoolId').onRef('file.id', '=', 'attachment.fileId'),
    )
    .select(['file.id', 'file.size', 'file.state', 'file.type', 'file.sealed'])
    .where('attachment.schoolId', '=', schoolId)
    .where('targetKind', '=', kind)
    .where('targetId', '=', targetId)
    .orderBy('attachment.place')
    .orderBy('attachment.id')
    .execute()

type NewAttachment = {
  id: string
  fileId: string
  targetKind: AttachmentTarget
  targetId: string
  place: number
  by: string
  now: Date
}

export const insertAttachments = async (tx: Tx, schoolId: string, rows: readonly NewAttachment[]) => {
  await tx
    .insertInto('attachment')
    .values(rows.map(({ by, now, ...row }) => ({ schoolId, ...row, attachedAt: now, attachedBy: by })))
    .execute()
}

/** Takes files off something. */
export const detach = (tx: Tx, schoolId: string, kind: AttachmentTarget, targetId: string, fileIds: readonly string[]) =>
  tx
    .deleteFrom('attachment')
    .where('schoolId', '=', schoolId)
    .where('targetKind', '=', kind)
    .where('targetId', '=', targetId)
    .where('fileId', 'in', [...fileIds])
    .execute()

/** Puts the files of something in this order. */
export const setPlaces = (tx: Tx, schoolId: string, kind: AttachmentTarget, targetId: string, fileIds: readonly string[]) =>
  sql`update attachment a set place = o.nth - 1 from unnest(${fileIds}::uuid[]) with ordinality as o (file_id, nth)
    where a.school_id = ${schoolId} and a.target_kind = ${kind} and a.target_id = ${targetId} and a.file_id = o.file_id and a.place <> o.nth - 1`.execute(
    tx,
  )

/** Whose files of the ledger a reading stands in: those whom the file is about, and a pupil who made it; and whether that is a child of the reader. */
export const subjectsOf = async (tx: Tx, schoolId: string, fileId: string, uploadedBy: string | null) => {
  const { rows } = await sql<{ id: string; isChild: boolean }>`
    select p.id, p.id = any (array(select app.my_children())) as is_child from (
      select a.target_id as id from attachment a where a.school_id = ${schoolId} and a.file_id = ${fileId} and a.target_kind = 'person'
      union select d.id from app.depicted_on(${fileId}) d
      union select r.person_id from person_role r where r.school_id = ${schoolId} and r.person_id = ${uploadedBy} and r.role = 'pupil'
        and r.from_at <= now() and (r.until_at is null or r.until_at > now())) p order by p.id`.execute(tx)
  return rows
}

/** Of these files, those that whoever asks has uploaded and may attach. */
export const ownUploads = (tx: Tx, schoolId: string, by: string, ids: readonly string[]) =>
  tx
    .selectFrom('file')
    .select(['id', 'type'])
    .where('schoolId', '=', schoolId)
    .where('id', 'in', [...ids])
    .where('uploadedBy', '=', by)
    .where('state', 'in', ['scanning', 'ready'])
    .execute()

export const slugOf = async (tx: Tx, schoolId: string) =>
  (await tx.selectFrom('school').select('slug').where('schoolId', '=', schoolId).executeTakeFirst())?.slug

/** Files that the scanner has not seen yet. */
export const waiting = (tx: Tx, schoolId: string) =>
  tx.selectFrom('file').select('id').where('schoolId', '=', schoolId).where('state', '=', 'scanning').execute()

/** Uploads that nobody finished, files that nothing holds, and refusals that were there to be read for a month. */
export const forgotten = async (tx: Tx, schoolId: string, now: Date) => {
  const { rows } = await sql<{ id: string; why: 'unfinished' | 'unattached' | 'refused' }>`
    select f.id, case f.state when 'uploading' then 'unfinished' when 'refused' then 'refused' else 'unattached' end as why from file f
    where f.school_id = ${schoolId} and not exists (select from attachment a where a.school_id = f.school_id and a.file_id = f.id)
      and case f.state when 'refused' then f.state_at < ${now}::timestamptz - interval '30 days' else f.uploaded_at < ${now}::timestamptz - interval '1 day' end
    order by f.id limit 200 for update skip locked`.execute(tx)
  return rows
}

export const discarded = (tx: Tx, schoolId: string) =>
  tx.selectFrom('discardedObject').select('object').where('schoolId', '=', schoolId).limit(200).execute()

export const cleared = async (tx: Tx, schoolId: string, objects: readonly string[]) => {
  await tx
    .deleteFrom('discardedObject')
    .where('schoolId', '=', schoolId)
    .where('object', 'in', [...objects])
    .execute()
}
