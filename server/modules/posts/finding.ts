import type { Finder } from '#kernel/searching.ts'
import { survivingNames } from '#modules/people/index.ts'
import { excerpt, plainHit } from '#modules/search/index.ts'
import { posts } from './finding.queries.ts'
import { postTable } from './sealed.ts'

/** Posts by what they say. */
export const findPosts: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const rows = await posts(tx, schoolId, classId)
  const texts = await vault.openSurviving(tx, schoolId, postTable, rows)
  const said = rows.flatMap((row, nth) => {
    const text = texts[nth]?.text
    const rank = text === undefined ? undefined : match(text)
    return text === undefined || rank === undefined ? [] : [{ row, text, rank }]
  })
  const authors = said.flatMap(({ row: { authorId: id, authorSealed: sealed } }) => (id && sealed ? [{ id, sealed }] : []))
  const names = await survivingNames(tx, vault, schoolId, authors)
  const nameOf = new Map(authors.map(({ id }, nth) => [id, names[nth]?.display ?? null]))
  return said.map(({ row, text, rank }) => ({
    // Whatever a long text begins with says little: where it is newer says more.
    rank: Math.max(rank, 1),
    hit: {
      ...plainHit(row.id, excerpt(text, match)),
      note: row.authorId ? (nameOf.get(row.authorId) ?? null) : null,
      language: row.language,
      at: row.publishedAt.toISOString(),
    },
  }))
}
