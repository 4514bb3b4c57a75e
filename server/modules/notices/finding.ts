import type { Finder, Found } from '#kernel/searching.ts'
import { excerpt, plainHit } from '#modules/search/index.ts'
import { published } from './finding.queries.ts'
import { noticeTextTable } from './sealed.ts'

/** Notices that stand, by what they say in whatever language; each once, in the language that says it best. */
export const findNotices: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const rows = await published(tx, schoolId, classId)
  const texts = await vault.openSurviving(tx, schoolId, noticeTextTable, rows)
  const best = new Map<string, Found>()
  for (const [nth, { noticeId, language, publishedAt }] of rows.entries()) {
    const said = texts[nth]
    const rank = said && match(said.title, said.text)
    const known = best.get(noticeId)
    if (!said || rank === undefined || (known && known.rank <= rank)) continue
    const hit = { ...plainHit(noticeId, said.title || excerpt(said.text, match)), language, at: publishedAt.toISOString() }
    best.set(noticeId, { rank, hit })
  }
  return [...best.values()]
}
