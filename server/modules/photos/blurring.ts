import { blurPhoto, removePhoto } from '#contract/photos.ts'
import { action, type Context, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { attach, dropFiles, keepMade, receiveBlurred } from '#modules/files/index.ts'
import { file as fileOwner } from '#vault/owners.ts'
import * as queries from './photos.queries.ts'
import { photoTable } from './sealed.ts'

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'vault' | 'now'> & { schoolId: string; taggedBy: string }
type Whole = NonNullable<Awaited<ReturnType<typeof queries.ownPhoto>>>

/** Says of the version who is still to be recognised on it, in the words of the first; if nobody is, that too. */
const tagVersion = async (
  { tx, vault, now, schoolId, taggedBy }: Hands,
  whole: Whole,
  fileId: string,
  gone: ReadonlySet<string>,
) => {
  const [content] = await vault.open(tx, schoolId, photoTable, [whole])
  const row = { id: fileId, owners: fileOwner(fileId), content: { words: content?.words ?? '' } }
  const [sealed] = await vault.seal(tx, schoolId, photoTable.table, [row])
  const left = (await queries.pupilsOn(tx, schoolId, [whole.id])).filter(({ id }) => !gone.has(id))
  const state = left.length > 0 ? ('tagged' as const) : ('nobody' as const)
  const photo = { schoolId, fileId, schoolYearId: whole.schoolYearId, state, taggedBy, now, sealed: sealed!, insteadOf: whole.id }
  await queries.savePhoto(tx, photo)
  const tags = left.map(({ id }) => ({ id: uuidv7(), pupilId: id, region: null }))
  await queries.replaceTags(tx, photo, tags)
}

export const blur = preparedAction(
  blurPhoto,
  (preparing) =>
    receiveBlurred(
      preparing,
      preparing.params.id,
      preparing.body.pupils.map(({ region }) => region),
    ),
  async ({ ready, ...context }) => {
    const { tx, actor, params, body, now, emit } = context
    const [schoolId, taggedBy] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
    const whole = (await queries.ownPhoto(tx, schoolId, params.id, taggedBy)) ?? refuse('not_found')
    if (await queries.isBlurred(tx, schoolId, whole.id)) refuse('photo.already_blurred')
    const gone = new Set(body.pupils.map(({ id }) => id))
    const hidden = await queries.hiddenOn(tx, whole.id, whole.postId)
    if (hidden.some(({ pupilId }) => !gone.has(pupilId))) refuse('photo.not_covered')
    const fileId = await keepMade(context, ready)
    await tagVersion({ ...context, schoolId, taggedBy }, whole, fileId, gone)
    await attach({ tx, actor, now }, 'post', whole.postId, [fileId])
    await queries.standsAt(tx, schoolId, fileId, whole)
    emit('photo.blurred', { fileId: whole.id, blurredId: fileId })
    return { id: fileId }
  },
)

export const remove = action(removePhoto, async ({ tx, actor, vault, params, now, emit, later }) => {
  const [schoolId, removedBy] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const places = await queries.placesOfPhoto(tx, schoolId, params.id)
  const ids = await queries.detach(tx, schoolId, params.id)
  if (ids.length === 0) refuse('not_found')
  await dropFiles({ tx, vault, emit, later }, schoolId, ids)
  for (const place of places) {
    await queries.writeRemoval(tx, { ...place, schoolId, id: uuidv7(), removedBy, removedAt: now })
    emit('photo.removed', { postId: place.postId })
  }
  return { id: params.id }
})
