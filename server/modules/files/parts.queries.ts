import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

type Sending = { id: string; state: string; awaited: number; offset: number }

/** An upload of the reader's that comes in parts, with how far it has come. */
export const sending = (tx: Tx, schoolId: string, id: string, by: string | null) =>
  sql<Sending>`
    select f.id, f.state, f.awaited, case f.state when 'uploading' then coalesce((select max(p.start_at + p.size) from upload_part p
      where p.school_id = f.school_id and p.file_id = f.id), 0) else f.awaited end as offset
    from file f where f.school_id = ${schoolId} and f.id = ${id} and f.uploaded_by = ${by} and f.awaited is not null`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** Holds an upload, so that of two who go on with it at once each sees what the other has done. */
export const hold = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('file').select('id').where('schoolId', '=', schoolId).where('id', '=', id).forUpdate().execute()

/** How many uploads somebody has begun and not ended, and how many bytes they announced. */
export const openOf = async (tx: Tx, schoolId: string, by: string) => {
  const { rows } = await sql<{ files: number; bytes: number }>`
    select count(*)::int as files, coalesce(sum(awaited), 0)::float as bytes from file
    where school_id = ${schoolId} and uploaded_by = ${by} and state = 'uploading'`.execute(tx)
  return rows[0] ?? { files: 0, bytes: 0 }
}

type Part = { schoolId: string; fileId: string; startAt: number; object: string; begunAt: Date }
/** A part begins. One that began in the same place and never ended is given up: whoever sent it has come back. */
export const beginPart = async (tx: Tx, part: Part) => {
  const { schoolId, fileId } = part
  await tx
    .deleteFrom('uploadPart')
    .where('schoolId', '=', schoolId)
    .where('fileId', '=', fileId)
    .where('size', 'is', null)
    .execute()
  const id = uuidv7()
  await tx
    .insertInto('uploadPart')
    .values({ ...part, id, size: null })
    .execute()
  return id
}

/** A part has come to its end; no row where it was given up meanwhile. */
export const partArrived = (tx: Tx, schoolId: string, id: string, size: number) =>
  tx
    .updateTable('uploadPart')
    .set({ size })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('size', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const dropPart = (tx: Tx, schoolId: string, id: string) =>
  tx.deleteFrom('uploadPart').where('schoolId', '=', schoolId).where('id', '=', id).execute()

/** What has arrived of some files goes; the objects are left to the job that clears the store. */
export const dropParts = (tx: Tx, schoolId: string, fileIds: readonly string[]) =>
  tx
    .deleteFrom('uploadPart')
    .where('schoolId', '=', schoolId)
    .where('fileId', 'in', [...fileIds])
    .execute()

/** What has arrived, from the first byte on. */
export const partsOf = (tx: Tx, schoolId: string, fileId: string) =>
  sql<{ object: string; size: number }>`
    select object, size from upload_part where school_id = ${schoolId} and file_id = ${fileId} and size is not null order by start_at`
    .execute(tx)
    .then(({ rows }) => rows)

/** Gives the whole a name in the store that nobody else writes to: of two who put it together at once, the later one has it. */
export const claim = (tx: Tx, schoolId: string, id: string, object: string) =>
  tx
    .updateTable('file')
    .set({ object })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'uploading')
    .returning('id')
    .executeTakeFirst()
