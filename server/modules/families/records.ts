import type { Tx } from '#kernel/db.ts'
import { openNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import { records } from './merging.queries.ts'

/** Records of people by id, as the office compares them. */
export const recordsOf = async (tx: Tx, vault: Vault, schoolId: string, ids: readonly string[]) => {
  const rows = await records(tx, schoolId, ids)
  const names = await openNames(tx, vault, schoolId, rows)
  return new Map(
    rows.map(({ id, roles, children, classes, signsIn }, nth) => [
      id,
      { id, display: names[nth]!.display, roles, children, classes, signsIn },
    ]),
  )
}
