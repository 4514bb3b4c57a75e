import type { Finder } from '#kernel/searching.ts'
import { excerpt, plainHit } from '#modules/search/index.ts'
import { planned } from './finding.queries.ts'
import { calendarEntryTable } from './sealed.ts'

/** Entries of the calendar by what they are called, where they are and what is said of them. */
export const findEntries: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const rows = await planned(tx, schoolId, classId)
  const contents = await vault.openSurviving(tx, schoolId, calendarEntryTable, rows)
  return rows.flatMap(({ id, noon }, nth) => {
    const content = contents[nth]
    if (!content) return []
    const { title, place, note } = content
    const rank = match(title, place ?? undefined, note ?? undefined)
    if (rank === undefined) return []
    const beside = match(title) === undefined ? [place, note].find((text) => text !== null && match(text) !== undefined) : place
    return [{ rank, hit: { ...plainHit(id, title), note: beside ? excerpt(beside, match) : null, at: noon.toISOString() } }]
  })
}
