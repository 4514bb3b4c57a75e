import type { Finder } from '#kernel/searching.ts'
import { survivingNames } from '#modules/people/index.ts'
import { excerpt, plainHit } from '#modules/search/index.ts'
import { topics } from './finding.queries.ts'
import { conversationTable } from './sealed.ts'

/** Conversations by what they are about, of those in which the searcher takes part; what was said in them is not searched. */
export const findConversations: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const rows = await topics(tx, schoolId, classId)
  const contents = await vault.openSurviving(tx, schoolId, conversationTable, rows)
  const found = rows.flatMap((row, nth) => {
    const topic = contents[nth]?.topic
    const rank = topic === undefined ? undefined : match(topic)
    return topic === undefined || rank === undefined ? [] : [{ row, topic, rank }]
  })
  const pupils = found.flatMap(({ row: { pupilId: id, pupilSealed: sealed } }) => (sealed ? [{ id, sealed }] : []))
  const names = await survivingNames(tx, vault, schoolId, pupils)
  const nameOf = new Map(pupils.map(({ id }, nth) => [id, names[nth]?.display ?? null]))
  return found.map(({ row, topic, rank }) => ({
    rank,
    hit: { ...plainHit(row.id, excerpt(topic, match)), note: nameOf.get(row.pupilId) ?? null, at: row.lastAt.toISOString() },
  }))
}
