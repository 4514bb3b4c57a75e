import { editPost, mostPinned, pinPost, unpinPost, withdrawPost } from '#contract/posts.ts'
import { action } from '#kernel/action.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { yearBegins } from '#kernel/school.ts'
import { filesOf, reattach } from '#modules/files/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as places from './audiences.queries.ts'
import * as queries from './posts.queries.ts'
import { classLife, postTable, postVersionTable } from './sealed.ts'
import { attaching } from './writing.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }

const isPhoto = ({ type }: { type: string | null }) => type?.startsWith('image/') ?? false

/** Whoever changes what stands before several speaks to each of them: the places that one no longer speaks to are not even seen. */
const speakToAll = async (tx: Tx, { personId }: Actor, { id, places: all }: queries.PostRow, schoolId: string) => {
  const seen = (await places.audiencesOf(tx, schoolId, id)).map(({ audienceId }) => audienceId)
  if ((await places.voicesAmong(tx, personId, seen)).length < all) refuse('post.not_your_audience')
}

/** Seals a new text for a post, and the one it had as a version, under the year that the post belongs to. */
const replace = async ({ tx, vault, schoolId }: Hands, row: queries.PostRow, text: string, now: Date) => {
  const [before] = await vault.open(tx, schoolId, postTable, [row])
  const owners = await vault.epoch(tx, schoolId, classLife, await yearBegins(tx, schoolId, row.schoolYearId))
  const id = uuidv7()
  const files = (await filesOf(tx, vault, schoolId, 'post', row.id)).flatMap((file) => (isPhoto(file) ? [] : [file.name]))
  const [[sealed], [old]] = await Promise.all([
    vault.seal(tx, schoolId, postTable.table, [{ id: row.id, owners, content: { text } }]),
    vault.seal(tx, schoolId, postVersionTable.table, [{ id, owners, content: { text: before?.text ?? '', files } }]),
  ])
  const version = { schoolId, id, postId: row.id, number: row.version, language: row.language, writtenBy: row.authorId }
  return { sealed: sealed!, keep: () => queries.keepVersion(tx, { ...version, replacedAt: now, sealed: old! }) }
}

type Asked = { files?: string[] | undefined; toFamilies?: string[] | undefined }
/**
 * The documents that are to stand with a post from now on, in this order, and photos beside those that stand: each of these is taken off by
 * itself, for people have seen them. Of a draft nobody has seen anything: its photos come and go with the documents.
 * Where nothing is said of them, all stay.
 */
const arrange = async (
  hands: Hands,
  sending: Parameters<typeof attaching>[0],
  { files, toFamilies }: Asked,
  row: queries.PostRow,
) => {
  if (!files) return { counts: { files: row.files, photos: row.photos }, attachAll: async () => {} }
  const there = await filesOf(hands.tx, hands.vault, hands.schoolId, 'post', row.id)
  const stays = (file: (typeof there)[number]) => isPhoto(file) && !sending.isDraft
  const fresh = sending.isDraft ? files : files.filter((id) => !there.some((one) => one.id === id))
  const staying = there.filter((one) => stays(one) && !files.includes(one.id)).map(({ id }) => id)
  const gone = there.filter((one) => !stays(one) && !files.includes(one.id))
  const before = sending.isDraft ? { files: 0, photos: 0 } : { files: row.files - gone.length, photos: row.photos }
  const { counts } = await attaching(sending, { files: fresh, toFamilies }, before)
  return { counts, attachAll: () => reattach(sending, 'post', row.id, [...files, ...staying]) }
}

export const edit = action(editPost, async ({ tx, actor, vault, params, body, version, now, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const row = (await queries.postById(tx, hands.schoolId, params.id)) ?? refuse('not_found')
  if (row.state === 'withdrawn') refuse('post.withdrawn')
  if (version === undefined) refuse('invalid_input', { fields: [{ in: 'header', field: 'if-match', problem: 'missing' }] })
  if (version !== row.version) refuse('version_conflict', { version: row.version })
  if (row.state === 'published') await speakToAll(tx, actor, row, hands.schoolId)
  const { text, language, answers } = body
  const audiences = (await places.audiencesOf(tx, hands.schoolId, row.id)).map(({ audienceId }) => audienceId)
  const { counts, attachAll } = await arrange(
    hands,
    { tx, actor, now, postId: row.id, audiences, isDraft: row.state === 'draft' },
    body,
    row,
  )
  const { sealed, keep } = await replace(hands, row, text, now)
  const editedAt = row.state === 'published' ? now : null
  const to = { language, answers, sealed, editedAt, ...counts }
  const changed = (await queries.edit(tx, hands.schoolId, row.id, row.version, to)) ?? refuse('version_conflict')
  await attachAll()
  if (row.state === 'published') await keep() // nobody has seen what a draft said before
  emit('post.edited', { postId: row.id, version: changed.version })
  return { id: row.id, version: changed.version }
})

export const withdraw = action(withdrawPost, async ({ tx, actor, vault, params, now, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const row = (await queries.postById(tx, hands.schoolId, params.id)) ?? refuse('not_found')
  if (row.state === 'withdrawn') refuse('post.withdrawn')
  const { sealed, keep } = await replace(hands, row, '', now)
  if (!(await queries.withdraw(tx, hands.schoolId, row.id, actor.personId ?? nobody, now, sealed))) refuse('post.withdrawn')
  await keep() // of two who withdraw at once the second has been refused by now
  emit('post.withdrawn', { postId: row.id })
  return { id: row.id }
})

export const pin = action(pinPost, async ({ tx, actor, params, now, emit }) => {
  const schoolId = actor.schoolId!
  if ((await queries.pinnedBeside(tx, schoolId, params.id)) >= mostPinned) refuse('post.too_many_pinned')
  if (!(await queries.pin(tx, schoolId, params.id, actor.personId ?? nobody, now))) refuse('post.not_published')
  emit('post.pinned', { postId: params.id })
  return { id: params.id }
})

export const unpin = action(unpinPost, async ({ tx, actor, params, now, emit }) => {
  if (!(await queries.pin(tx, actor.schoolId!, params.id, null, now))) refuse('post.not_published')
  emit('post.unpinned', { postId: params.id })
  return { id: params.id }
})
