import { blurPhoto, removePhoto } from '#contract/photos.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { attach, conclude, deleteFiles, receiveBlurred } from '#modules/files/index.ts'
import { file as fileOwner } from '#vault/owners.ts'
import * as queries from './photos.queries.ts'
import { photoTable } from './sealed.ts'

/** Who is still to be recognised on the blurred version. */
const remaining = async (
  tx: Parameters<typeof queries.pupilsOn>[0],
  schoolId: string,
  fileId: string,
  gone: ReadonlySet<string>,
) => (await queries.pupilsOn(tx, schoolId, [fileId])).filter(({ id }) => !gone.has(id))

export const blur = preparedAction(
  blurPhoto,
  (preparing) =>
    receiveBlurred(
      preparing,
      preparing.params.id,
      preparing.body.pupils.map(({ region }) => region),
    ),
  async ({ ready, ...context }) => {
    const { tx, actor, vault, params, body, now, emit } = context
    const [schoolId, taggedBy] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
    const whole = (await queries.ownPhoto(tx, schoolId, params.id, taggedBy)) ?? refuse('not_found')
    if (await queries.isBlurred(tx, schoolId, whole.id)) refuse('photo.already_blurred')
    const covered = new Set(body.pupils.map(({ id }) => id))
    if ((await queries.hiddenOn(tx, whole.id, whole.postId)).some(({ pupilId }) => !covered.has(pupilId)))
      refuse('photo.not_covered')
    if (!(await conclude(context, ready))) refuse('not_found')
    const { id: fileId } = ready.file
    const [words] = await vault.open(tx, schoolId, photoTable, [whole])
    const [sealed] = await vault.seal(tx, schoolId, photoTable.table, [
      { id: fileId, owners: fileOwner(fileId), content: { words: words?.words ?? '' } },
    ])
    const left = await remaining(tx, schoolId, whole.id, covered)
    const state = left.length > 0 ? ('tagged' as const) : ('nobody' as const)
    const photo = {
      schoolId,
      fileId,
      schoolYearId: whole.schoolYearId,
      state,
      taggedBy,
      now,
      sealed: sealed!,
      insteadOf: whole.id,
    }
    await queries.savePhoto(tx, photo)
    await queries.replaceTags(
      tx,
      photo,
      left.map(({ id }) => ({ id: uuidv7(), pupilId: id, region: null })),
    )
    await attach({ tx, actor, now }, 'post', whole.postId, [fileId])
    emit('photo.blurred', { fileId: whole.id, blurredId: fileId })
    return { id: fileId }
  },
)

export const remove = action(removePhoto, async ({ tx, actor, vault, params, emit, later }) => {
  const schoolId = actor.schoolId!
  const { ids } = await queries.detach(tx, schoolId, params.id)
  if (ids.length === 0) refuse('not_found')
  await deleteFiles(tx, schoolId, ids)
  await vault.destroy(tx, schoolId, ids.map(fileOwner))
  await later('file.clear', {})
  for (const id of ids) emit('file.deleted', { fileId: id, why: 'taken_back' })
  return { id: params.id }
})
