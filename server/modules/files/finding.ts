import type { Finder } from '#kernel/searching.ts'
import { plainHit } from '#modules/search/index.ts'
import { files } from './finding.queries.ts'
import { fileTable } from './sealed.ts'

/** Files by the name that they came with. */
export const findFiles: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const rows = await files(tx, schoolId, classId)
  const contents = await vault.openSurviving(tx, schoolId, fileTable, rows)
  return rows.flatMap(({ id, uploadedAt, kind, targetId }, nth) => {
    const name = contents[nth]?.name
    const rank = name === undefined ? undefined : match(name)
    if (name === undefined || rank === undefined) return []
    const within = { kind: kind === 'post' ? ('posts' as const) : ('classes' as const), id: targetId }
    return [{ rank, hit: { ...plainHit(id, name), at: uploadedAt.toISOString(), within } }]
  })
}
