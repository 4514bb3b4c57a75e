import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { holdAnswers } from '#modules/image-rights/index.ts'
import * as queries from './photos.queries.ts'

type Photos = Awaited<ReturnType<typeof queries.reachOf>>

/**
 * Refuses what may not go out: a photo of which nobody has said who is on it, one that goes further than it may, one for the family of several.
 * No answer of the pupils on them changes until this transaction is over: a withdrawal comes before, and refuses, or after, and hides.
 */
const refuseTooFar = async (tx: Tx, schoolId: string, photos: Photos, families: ReadonlySet<string>) => {
  const untagged = photos.filter(({ reach }) => reach === 'untagged').map(({ id }) => id)
  if (untagged.length > 0) refuse('photo.not_tagged', { files: untagged })
  const onlyOne = await queries.countTags(tx, schoolId, [...families])
  const tooFar = photos.filter(({ id, reach }) => (families.has(id) ? onlyOne.get(id) !== 1 : reach !== 'audience'))
  if (tooFar.length > 0) refuse('photo.not_for_audience', { files: tooFar.map(({ id }) => id) })
}

/** Photos that may be shown to these audiences, with the answers of those on them held. */
const heldPhotos = async (tx: Tx, schoolId: string, files: readonly string[], audiences: readonly string[]) => {
  await holdAnswers(
    tx,
    (await queries.pupilsOn(tx, schoolId, files)).map(({ id }) => id),
  )
  return queries.reachOf(tx, schoolId, files, audiences)
}

type Sending = { files: readonly string[]; toFamilies: readonly string[]; audiences: readonly string[]; isDraft: boolean }
/** Looks at the photos among files that are to go with a post: each may go as far as it is to. A draft keeps them as they are. Answers how many there are. */
export const sendPhotos = async (
  tx: Tx,
  schoolId: string,
  { files, toFamilies, audiences, isDraft }: Sending,
): Promise<number> => {
  if (files.length === 0) return 0
  const photos = await heldPhotos(tx, schoolId, files, audiences)
  if (!isDraft) await refuseTooFar(tx, schoolId, photos, new Set(toFamilies))
  const ids = photos.map(({ id }) => id)
  if (ids.length > 0) await queries.setReach(tx, schoolId, ids, toFamilies)
  return ids.length
}

/** Asks (once more) when what waited goes out: of a draft's photos nobody may have said who is on them, and what was agreed to may have been taken back. */
export const stillMayGo = async (tx: Tx, schoolId: string, postId: string, audiences: readonly string[]) => {
  const attached = await queries.picturesOf(tx, schoolId, postId)
  if (attached.length === 0) return
  const ids = attached.map(({ id }) => id)
  const families = new Set(attached.flatMap(({ id, reach }) => (reach === 'families' ? [id] : [])))
  await refuseTooFar(tx, schoolId, await heldPhotos(tx, schoolId, ids, audiences), families)
}
