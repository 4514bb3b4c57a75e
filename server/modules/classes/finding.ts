import type { Finder } from '#kernel/searching.ts'
import { plainHit } from '#modules/search/index.ts'
import { classes } from './classes.queries.ts'
import { classTable } from './sealed.ts'

/** Classes of this year by what the school calls them. */
export const findClasses: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const rows = (await classes(tx, schoolId)).filter(({ id }) => classId === undefined || id === classId)
  const contents = await vault.open(tx, schoolId, classTable, rows)
  return rows.flatMap(({ id }, nth) => {
    const { label } = contents[nth]!
    const rank = match(label)
    return rank === undefined ? [] : [{ rank, hit: plainHit(id, label) }]
  })
}
