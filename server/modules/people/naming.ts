import type { Names } from '#contract/people.ts'
import type { Tx } from '#kernel/db.ts'
import type { Vault } from '#vault/vault.ts'
import { aliases } from './people.queries.ts'
import { personTable, protectedIdentityTable } from './sealed.ts'

/** The names of people as this reader may see them: whoever must not be found stands under an alias. */
export const openNames = async (
  tx: Tx,
  vault: Vault,
  schoolId: string,
  rows: readonly { id: string; sealed: Buffer }[],
): Promise<Names[]> => {
  const [contents, hidden] = await Promise.all([
    vault.open(tx, schoolId, personTable, [...rows]),
    aliases(
      tx,
      rows.map(({ id }) => id),
    ),
  ])
  const opened = await vault.open(tx, schoolId, protectedIdentityTable, hidden)
  const aliasOf = new Map(hidden.map(({ personId }, nth) => [personId, opened[nth]!.alias]))
  return rows.map(({ id }, nth) => {
    const alias = aliasOf.get(id)
    return alias ? { display: alias, sort: alias, order: 'given_first' } : contents[nth]!.names
  })
}
