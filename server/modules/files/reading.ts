import { deleteFile, readFile } from '#contract/files.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { file as fileOwner } from '#vault/owners.ts'
import { described } from './describing.ts'
import * as queries from './files.queries.ts'
import { linkTo } from './links.ts'

export const read = action(readFile, async ({ tx, actor, vault, params, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const { session } = actor
  const [file, slug] = [await described(tx, vault, schoolId, params.id), await queries.slugOf(tx, schoolId)]
  const subjects = await queries.subjectsOf(tx, schoolId, file.id, file.uploadedBy)
  for (const { id, isChild } of subjects)
    emit('file.read', { fileId: file.id }, { subject: id, ...(isChild ? { own: true } : {}) })
  if (subjects.length === 0) emit('file.read', { fileId: file.id })
  const isThere = session !== null && slug !== undefined && file.state === 'ready'
  const link = (variant: 'whole' | 'thumbnail') =>
    isThere ? linkTo(vault, { schoolId, session, slug }, file.id, variant, now) : null
  return { ...file, link: link('whole'), thumbnail: file.hasThumbnail ? link('thumbnail') : null }
})

export const takeBack = action(deleteFile, async ({ tx, actor, vault, params, emit, later }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  if ((await queries.attachmentsOf(tx, schoolId, params.id)).length > 0) refuse('file.in_use')
  const [id] = await queries.deleteFiles(tx, schoolId, [params.id])
  if (!id) return refuse('not_found')
  await vault.destroy(tx, schoolId, [fileOwner(id)])
  await later('file.clear', {})
  emit('file.deleted', { fileId: id, why: 'taken_back' })
  return { id }
})
