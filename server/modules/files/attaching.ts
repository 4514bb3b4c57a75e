import { type AttachmentTarget, fileTypes } from '#contract/files.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { protectedAmong } from '#modules/people/index.ts'
import * as queries from './files.queries.ts'

type Upload = Awaited<ReturnType<typeof queries.ownUploads>>[number]
type Hands = { tx: Tx; actor: Actor; now: Date }

/** No picture and no film of whoever must not be found, whatever it shows. */
const refusePictures = async (tx: Tx, personId: string, files: readonly Upload[]) => {
  const isPicture = files.some(({ type }) => type !== null && fileTypes[type].kind !== 'document')
  if (isPicture && (await protectedAmong(tx, [personId])).has(personId)) refuse('file.no_pictures')
}

/** No film for many: nobody can say of each of its moments who is to be seen. Photos have a room of their own that says how far they go. */
const refuseFilms = (files: readonly Upload[]) => {
  if (files.some(({ type }) => type === null || fileTypes[type].kind === 'video')) refuse('file.no_pictures_yet')
}

/** Nobody says who is on a picture here, and so image rights could not be asked. */
const refuseAllButDocuments = (files: readonly Upload[]) => {
  if (files.some(({ type }) => type === null || fileTypes[type].kind !== 'document')) refuse('file.documents_only')
}

/** Attaches one's own uploads to something, in this order; from now on whoever sees that sees them. Who may, the wall of the target says. */
export const attach = async ({ tx, actor, now }: Hands, kind: AttachmentTarget, targetId: string, fileIds: readonly string[]) => {
  const [schoolId, by] = [actor.schoolId ?? refuse('not_found'), actor.personId ?? refuse('not_signed_in')]
  if (fileIds.length === 0) return
  const own = await queries.ownUploads(tx, schoolId, by, fileIds)
  const ids = new Set(own.map(({ id }) => id))
  if (!fileIds.every((id) => ids.has(id))) refuse('not_found')
  if (kind === 'person') await refusePictures(tx, targetId, own)
  if (kind === 'post') refuseFilms(own)
  if (kind === 'notice') refuseAllButDocuments(own)
  const rows = fileIds.map((fileId, place) => ({ id: uuidv7(), fileId, targetKind: kind, targetId, place, by, now }))
  if (rows.length > 0) await queries.insertAttachments(tx, schoolId, rows)
}

/** Lets exactly these files stand with something, in this order: what is new is attached, what is missing taken off; nothing holds it any more. */
export const reattach = async (hands: Hands, kind: AttachmentTarget, targetId: string, fileIds: readonly string[]) => {
  const { tx, actor } = hands
  const schoolId = actor.schoolId ?? refuse('not_found')
  const wanted = [...new Set(fileIds)]
  const there = new Set((await queries.attachedTo(tx, schoolId, kind, targetId)).map(({ id }) => id))
  const gone = [...there].filter((id) => !wanted.includes(id))
  if (gone.length > 0) await queries.detach(tx, schoolId, kind, targetId, gone)
  await attach(
    hands,
    kind,
    targetId,
    wanted.filter((id) => !there.has(id)),
  )
  await queries.setPlaces(tx, schoolId, kind, targetId, wanted)
}
