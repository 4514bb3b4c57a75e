import type { ShownPhoto } from '#contract/photo-in-post.ts'
import { listHiddenPhotos, readChildPhotos, readPostPhotos, sortPhotos } from '#contract/photos.ts'
import { action } from '#kernel/action.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { linksFor } from '#modules/files/index.ts'
import { openNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './photos.queries.ts'
import { photoTable } from './sealed.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }

/** Photos as they are shown, before they come: how much room they take, and what is to be seen on them. */
export const shown = async ({ tx, vault, schoolId }: Hands, rows: readonly queries.PhotoRow[]): Promise<ShownPhoto[]> => {
  const contents = await vault.openSurviving(tx, schoolId, photoTable, rows)
  return rows.map(({ id, width, height, reach }, nth) => ({
    ...{ id, width, height, forFamily: reach === 'families', words: contents[nth]?.words ?? '' },
  }))
}

/** The photos of some posts that the reader sees, by post. */
export const photosOf = async (hands: Hands, posts: readonly string[]): Promise<Map<string, ShownPhoto[]>> => {
  if (posts.length === 0) return new Map()
  const rows = await queries.photosOfPosts(hands.tx, hands.schoolId, posts)
  const photos = await shown(hands, rows)
  return Map.groupBy(photos, ({ id }) => rows.find((row) => row.id === id)?.postId ?? '')
}

/** The same with links for this session, which live for five minutes. */
const linked = async (hands: Hands, actor: Actor, rows: readonly queries.PhotoRow[], now: Date) => {
  const [link, photos] = await Promise.all([linksFor(hands.tx, hands.vault, actor, now), shown(hands, rows)])
  return photos.map((photo) => {
    const { url, expiresAt } = link(photo.id, 'whole')
    return { ...photo, link: url, small: link(photo.id, 'thumbnail').url, expiresAt }
  })
}

export const sort = action(sortPhotos, async ({ tx, actor, vault, query, now }) => {
  const schoolId = actor.schoolId!
  const [rows, link] = await Promise.all([
    queries.reachOf(tx, schoolId, query.files.split(','), query.audiences.split(',')),
    linksFor(tx, vault, actor, now),
  ])
  const tagged = rows.flatMap(({ id, sealed }) => (sealed ? [{ id, sealed }] : []))
  const contents = await vault.openSurviving(tx, schoolId, photoTable, tagged)
  const words = new Map(tagged.map(({ id }, nth) => [id, contents[nth]?.words ?? '']))
  return {
    photos: rows.map(({ id, reach, width, height, state, pupils }) => ({
      ...{ id, reach, width: width ?? 1, height: height ?? 1, nobody: state === 'nobody', pupils: pupils ?? [] },
      ...{ small: link(id, 'thumbnail').url, words: words.get(id) ?? '' },
    })),
  }
})

export const ofPost = action(readPostPhotos, async ({ tx, actor, vault, params, now }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const rows = await queries.photosOfPosts(tx, hands.schoolId, [params.id])
  return { photos: await linked(hands, actor, rows, now) }
})

const displays = async ({ tx, vault, schoolId }: Hands, rows: readonly { id: string; sealed: Buffer }[]) => {
  const names = await openNames(tx, vault, schoolId, rows)
  return new Map(rows.map(({ id }, nth) => [id, names[nth]?.display ?? '']))
}

export const ofChild = action(readChildPhotos, async ({ tx, actor, vault, params, now }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const rows = await queries.photosOfChild(tx, hands.schoolId, params.id)
  const [photos, names] = await Promise.all([
    linked(hands, actor, rows, now),
    queries.people(tx, hands.schoolId, [params.id]).then((people) => displays(hands, people)),
  ])
  return {
    display: names.get(params.id) ?? '',
    photos: photos.map((photo, nth) => ({
      ...photo,
      postId: rows[nth]!.postId,
      type: rows[nth]!.type,
      postedAt: rows[nth]!.postedAt.toISOString(),
    })),
  }
})

export const hidden = action(listHiddenPhotos, async ({ tx, actor, vault, now }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const rows = await queries.hiddenPhotos(tx, hands.schoolId, actor.personId ?? refuse('not_signed_in'))
  const ids = [...new Set(rows.flatMap(({ pupils }) => pupils.map(({ id }) => id)))]
  const [photos, names] = await Promise.all([
    linked(hands, actor, rows, now),
    queries.taggedNames(tx, ids).then((people) => displays(hands, people)),
  ])
  return {
    photos: photos.map((photo, nth) => ({
      ...{ ...photo, postId: rows[nth]!.postId },
      pupils: rows[nth]!.pupils.map(({ id, region }) => ({ id, region, display: names.get(id) ?? '' })),
    })),
  }
})
