import { readFeed } from '#contract/feed.ts'
import { readFile } from '#contract/files.ts'
import { imageWording, sayImageRight } from '#contract/image-rights.ts'
import type { Locale } from '#contract/locales.ts'
import { type Region, readPostPhotos, tagPhoto } from '#contract/photos.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { photo, uploads } from './files.ts'
import { classOf, guard, type Person, person, type World } from './world.ts'

type Pupil = { id: string }

/** A guardian, or a pupil, says yes or no. */
export const saysOf = (who: Person, pupil: Pupil, says: 'yes' | 'no', audience = 'class') =>
  who.ask(sayImageRight, { params: { id: pupil.id }, body: { audience, says, wording: imageWording, language: 'fr' } })

let small: Promise<Buffer> | undefined
const smallPhoto = () => {
  small ??= photo(64, 48)
  return small
}

/** A photo that somebody has sent, with those who are on it; without any, nobody can be recognised. */
export const photoOf = async (world: World, who: Person, pupils: readonly Pupil[], region: Region | null = null) => {
  const { body } = await uploads(world, who, await smallPhoto())
  const tags = { nobody: pupils.length === 0, pupils: pupils.map(({ id }) => ({ id, region })), words: 'Sortie à la forêt' }
  const tagged = await who.ask(tagPhoto, { params: { id: body.id }, body: tags })
  if (tagged.status !== 200) throw new Error(tagged.text)
  return body.id
}

/** Where somebody may speak, by the class, or the school. */
export const placesOf = async (who: Person) => {
  const { body } = await who.ask(listVoices)
  const rows = body['audiences'] as { id: string; classId: string | null }[]
  return new Map(rows.map(({ id, classId }) => [classId ?? 'school', id]))
}

/** Sends photos with a post; answers the reply as it is. */
export const posting = (who: Person, audiences: readonly string[], files: readonly string[], more: object = {}) =>
  who.ask(writePost, { body: { text: 'Photos', language: 'fr', answers: 'none', when: 'now', audiences, files, ...more } })

/** The photos of a post as somebody sees them; none where the post itself does not exist for them. */
export const seenIn = async (who: Person, postId: string): Promise<string[]> => {
  const { status, body } = await who.ask(readPostPhotos, { params: { id: postId } })
  return status === 200 ? (body['photos'] as { id: string }[]).map(({ id }) => id) : []
}

/** The photos in somebody's feed, by post. */
export const inFeedOf = async (who: Person) => {
  const { body } = await who.ask(readFeed)
  return new Map(
    (body['posts'] as { id: string; photos: { id: string }[] }[]).map(({ id, photos }) => [id, photos.map((one) => one.id)]),
  )
}

/** Whether somebody is given a file by its id, and by the link that another was given. */
export const isServed = async (who: Person, fileId: string) =>
  (await who.ask(readFile, { params: { id: fileId } })).status === 200

/** A teacher, two families of one child each, and the class that both are in. */
export const twoFamilies = async (world: World, locale: Locale = 'fr') => {
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher', locale })
  const amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  const eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  const class6B = await classOf(world, '6B', [rosa], [noor, ben])
  await guard(world, amal, noor)
  await guard(world, eva, ben)
  return { rosa, amal, eva, noor, ben, class6B, in6B: (await placesOf(rosa)).get(class6B) ?? '' }
}
