import type { Finder } from '#kernel/searching.ts'
import { plainHit } from '#modules/search/index.ts'
import { inClass, unlisted } from './finding.queries.ts'
import { openNames } from './names.ts'
import { people } from './people.queries.ts'

/** People by every name that they go by; whoever must not be found is found by the alias that the reader sees. */
export const findPeople: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const [all, those] = await Promise.all([
    people(tx, schoolId, undefined),
    classId === undefined ? undefined : inClass(tx, schoolId, classId),
  ])
  const hidden = await unlisted(
    tx,
    all.map(({ id }) => id),
  )
  const rows = all.filter(({ id }) => (!those || those.has(id)) && !hidden.has(id))
  const names = await openNames(tx, vault, schoolId, rows)
  return rows.flatMap(({ id, roles }, nth) => {
    const { display, sort, given, family, kana, preferred } = names[nth]!
    const rank = match(display, sort, kana, preferred, [family, given].filter(Boolean).join(' ') || undefined)
    return rank === undefined ? [] : [{ rank, hit: { ...plainHit(id, display), roles } }]
  })
}
