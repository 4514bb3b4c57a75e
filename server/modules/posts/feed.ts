import { type FeedPost, mostInFeed, pageOfFeed, readFeed } from '#contract/feed.ts'
import type { ShownPhoto } from '#contract/photo-in-post.ts'
import type { Readers } from '#contract/posts.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { openNames, personTable } from '#modules/people/index.ts'
import { photosOf } from '#modules/photos/index.ts'
import type { Vault } from '#vault/vault.ts'
import { feed, type NameRow, type PlaceRow, type PostRow } from './feed.queries.ts'
import { labelsOf } from './labels.ts'
import { readersOf } from './readers.ts'
import { postTable } from './sealed.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }

/** Whoever must not be found is asked for only where the page has such a one. */
const namesOf = async ({ tx, vault, schoolId }: Hands, rows: readonly NameRow[]): Promise<Map<string, string>> => {
  const people = rows.map(({ id, labelSealed }) => ({ id, sealed: labelSealed }))
  const names = rows.some(({ isHidden }) => isHidden)
    ? await openNames(tx, vault, schoolId, people)
    : (await vault.open(tx, schoolId, personTable, people)).map((content) => content.names)
  return new Map(people.map(({ id }, nth) => [id, names[nth]?.display ?? '']))
}

/** Never half a character. */
const cut = (text: string) => {
  const end = text.charCodeAt(mostInFeed - 1)
  return text.slice(0, end >= 0xd800 && end <= 0xdbff ? mostInFeed - 1 : mostInFeed)
}

const shown = (
  row: PostRow,
  text: string,
  names: ReadonlyMap<string, string>,
  readers: ReadonlyMap<string, Readers>,
  photos: ReadonlyMap<string, ShownPhoto[]>,
): FeedPost => {
  const { id, version, ids, authorId, language, isPinned, answers, comments, seen, thanks, glad, mine } = row
  const nameOf = (of: string | null) => (of === null ? null : (names.get(of) ?? null))
  const display = nameOf(authorId)
  return {
    ...{ id, version, audiences: ids, language, isPinned, answers, comments, mine },
    files: row.files - row.photos,
    photos: row.withdrawnAt ? [] : (photos.get(id) ?? []),
    author: authorId !== null && display !== null ? { id: authorId, display } : null,
    publishedAt: row.feedAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    text: text.length > mostInFeed ? cut(text) : text,
    isCut: text.length > mostInFeed,
    readers: row.places === 1 && ids[0] !== undefined ? (readers.get(ids[0]) ?? null) : null,
    reactions: { seen, thanks, glad },
    withdrawn: row.withdrawnAt ? { at: row.withdrawnAt.toISOString(), by: nameOf(row.withdrawnBy) } : null,
  }
}

/** The audiences of the reader as a page names them. */
const placesIn = async (hands: Hands, places: readonly PlaceRow[], readers: ReadonlyMap<string, Readers>) => {
  const labels = await labelsOf(
    hands,
    places.map(({ labelSealed, ...place }) => ({ ...place, sealed: labelSealed })),
  )
  return places.map(({ id, kind, targetId, ids }) => ({
    ...{ id, kind, children: ids, label: labels.get(targetId) ?? null, classId: kind === 'class' ? targetId : null },
    readers: readers.get(id) ?? { staff: 0, pupils: 0, guardians: 0 },
  }))
}

/** A page and one more: whether there is another is known without counting. */
export const read = action(readFeed, async ({ tx, actor, vault, query, now }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const rows = await feed(tx, hands.schoolId, pageOfFeed + 1, query)
  const places = rows.filter((row) => row.what === 'place')
  const found = rows.filter((row) => row.what === 'post')
  const page = found.slice(0, pageOfFeed)
  const readers = await readersOf(
    { tx, vault, now },
    places.map(({ id }) => id),
  )
  const withPhotos = page.flatMap(({ id, photos }) => (photos > 0 ? [id] : []))
  const [texts, names, audiences, photos] = await Promise.all([
    vault.open(tx, hands.schoolId, postTable, page),
    namesOf(
      hands,
      rows.filter((row) => row.what === 'name'),
    ),
    placesIn(hands, places, readers),
    photosOf(hands, withPhotos),
  ])
  const posts = page.map((row, nth) => shown(row, texts[nth]?.text ?? '', names, readers, photos))
  return { posts, audiences, next: found.length > pageOfFeed ? (page.at(-1)?.id ?? null) : null }
})
