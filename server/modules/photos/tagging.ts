import { tagPhoto } from '#contract/photos.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { file as fileOwner } from '#vault/owners.ts'
import * as queries from './photos.queries.ts'
import { photoTable } from './sealed.ts'

export const tag = action(tagPhoto, async ({ tx, actor, vault, params, body, now, emit }) => {
  const [schoolId, taggedBy, fileId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), params.id]
  const pupils = [...new Map(body.pupils.map((one) => [one.id, one])).values()]
  if (body.nobody === pupils.length > 0) refuse('photo.nobody_or_somebody')
  if (!(await queries.isOwnPhoto(tx, fileId))) refuse('photo.not_a_photo')
  const mine = await queries.taggable(
    tx,
    pupils.map(({ id }) => id),
  )
  if (mine.length < pupils.length) refuse('photo.not_your_pupil')
  const year = await schoolYearOn(tx, schoolId, now)
  const row = { id: fileId, owners: fileOwner(fileId), content: { words: body.words } }
  const [sealed] = await vault.seal(tx, schoolId, photoTable.table, [row])
  const state = body.nobody ? ('nobody' as const) : ('tagged' as const)
  const photo = { schoolId, fileId, schoolYearId: year.id, state, taggedBy, now, sealed: sealed! }
  await queries.savePhoto(tx, photo)
  await queries.replaceTags(
    tx,
    photo,
    pupils.map(({ id, region }) => ({ id: uuidv7(), pupilId: id, region })),
  )
  if (pupils.length === 0) emit('photo.tagged', { fileId, nobody: true })
  for (const { id } of pupils) emit('photo.tagged', { fileId, nobody: false }, { subject: id })
  return { id: fileId, state }
})
