import type { Tx } from '#kernel/db.ts'
import { openNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import { lentOf, namesOf } from './reading.queries.ts'
import { tidy } from './scopes.ts'
import { delegationTable } from './sealed.ts'

type Row = Awaited<ReturnType<typeof lentOf>>[number]

const stateOf = ({ edgeId, endedAt, untilAt, objectedAt, verdict }: Row, now: Date) => {
  if (endedAt || untilAt <= now) return 'ended'
  if (objectedAt && verdict !== 'stands') return 'rests'
  return edgeId ? 'holds' : 'waiting'
}

/** What was lent of some pupils: to whom, by its name alone; by whom, where the reader may know. */
export const shownLent = async (
  { tx, vault, schoolId }: { tx: Tx; vault: Vault; schoolId: string },
  pupilIds: readonly string[],
  readerId: string | null,
  now: Date,
) => {
  const rows = await lentOf(tx, schoolId, pupilIds)
  const people = await namesOf(tx, schoolId, [...new Set(rows.map(({ lentBy }) => lentBy))])
  const [contents, names] = await Promise.all([
    vault.openSurviving(tx, schoolId, delegationTable, rows),
    openNames(tx, vault, schoolId, people),
  ])
  const nameOf = new Map(people.map(({ id }, nth) => [id, names[nth]!.display]))
  return rows.map((row, nth) => ({
    ...{ id: row.id, pupilId: row.pupilId, name: contents[nth]?.name ?? '', relation: row.relation, scopes: tidy(row.scopes) },
    ...{ until: row.untilAt.toISOString(), state: stateOf(row, now) as ReturnType<typeof stateOf> },
    by: nameOf.get(row.lentBy) ?? null,
    isOwn: row.lentBy === readerId,
    objected: row.objectedAt !== null,
  }))
}
