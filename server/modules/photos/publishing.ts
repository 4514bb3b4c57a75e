import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { holdAnswers } from '#modules/image-rights/index.ts'
import * as queries from './photos.queries.ts'

/**
 * Looks at the photos among files that are to go with a post: each has to be tagged, and may go as far as it is to. Answers how many there are.
 * No answer of the pupils on them changes until this transaction is over: a withdrawal comes before, and refuses, or after, and hides.
 */
export const sendPhotos = async (
  tx: Tx,
  schoolId: string,
  files: readonly string[],
  toFamilies: readonly string[],
  audiences: readonly string[],
): Promise<number> => {
  if (files.length === 0) return 0
  await holdAnswers(
    tx,
    (await queries.pupilsOn(tx, schoolId, files)).map(({ id }) => id),
  )
  const photos = await queries.reachOf(tx, schoolId, files, audiences)
  const untagged = photos.filter(({ reach }) => reach === 'untagged').map(({ id }) => id)
  if (untagged.length > 0) refuse('photo.not_tagged', { files: untagged })
  const families = new Set(toFamilies)
  const onlyOne = await queries.countTags(tx, schoolId, [...families])
  const tooFar = photos.filter(({ id, reach }) => (families.has(id) ? onlyOne.get(id) !== 1 : reach !== 'audience'))
  if (tooFar.length > 0) refuse('photo.not_for_audience', { files: tooFar.map(({ id }) => id) })
  if (photos.length > 0)
    await queries.setReach(
      tx,
      schoolId,
      photos.map(({ id }) => id),
      toFamilies,
    )
  return photos.length
}

/** Asks once more when a post that waited goes out: what was agreed to while it was written may have been taken back. */
export const stillMayGo = async (tx: Tx, schoolId: string, postId: string, audiences: readonly string[]) => {
  const photos = (await queries.photosOfPosts(tx, schoolId, [postId])).filter(({ reach }) => reach === 'audience')
  if (photos.length === 0) return
  const ids = photos.map(({ id }) => id)
  await holdAnswers(
    tx,
    (await queries.pupilsOn(tx, schoolId, ids)).map(({ id }) => id),
  )
  const tooFar = (await queries.reachOf(tx, schoolId, ids, audiences)).filter(({ reach }) => reach !== 'audience')
  if (tooFar.length > 0) refuse('photo.not_for_audience', { files: tooFar.map(({ id }) => id) })
}
