import { sql } from 'kysely'
import type { Finder } from '#kernel/searching.ts'
import { plainHit } from '#kernel/searching.ts'
import { openNames } from './names.ts'
import { people } from './people.queries.ts'

/** Whom a class has, of those who exist for the reader. */
const inClass = (tx: Parameters<Finder>[0]['tx'], schoolId: string, classId: string) =>
  sql<{ personId: string }>`select person_id from enrolment where school_id = ${schoolId} and class_id = ${classId}
    and from_on <= current_date and (until_on is null or until_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => new Set(rows.map(({ personId }) => personId)))

/** People by every name that they go by; whoever must not be found is found by the alias that the reader sees. */
export const findPeople: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const [all, those] = await Promise.all([
    people(tx, schoolId, undefined),
    classId === undefined ? undefined : inClass(tx, schoolId, classId),
  ])
  const rows = those ? all.filter(({ id }) => those.has(id)) : all
  const names = await openNames(tx, vault, schoolId, rows)
  return rows.flatMap(({ id, roles }, nth) => {
    const { display, sort, given, family, kana, preferred } = names[nth]!
    const rank = match(display, sort, kana, preferred, [family, given].filter(Boolean).join(' ') || undefined)
    return rank === undefined ? [] : [{ rank, hit: { ...plainHit(id, display), roles } }]
  })
}
