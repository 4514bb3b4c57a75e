import { sql } from 'kysely'
import type { IndexKind, Target } from './blind.ts'
import type { IndexSource, IndexSources } from './burn-indexes.ts'
import { VaultError } from './errors.ts'
import type { SealedTable } from './tables.ts'
import type { Vault } from './vault.ts'

/** Where values behind an index are: `in` is the table, `sealed` what is in its rows, `values` which of their contents count. */
export type SealedValues<C> = { in: string; sealed: SealedTable<C>; values: (content: C) => readonly (string | undefined)[] }
/** A table with its schema, and how its rows are sealed. */
export type Indexed = { table: string; sealed: SealedTable<object> }

const tableOf = (name: string) => sql.table(name) // "schema.table", from the data map: never from a request
const hasSchool = (name: string) => !name.startsWith('directory.')

/** Reads the values of one table's sealed rows. A row that does not open has none: `damaged` hears of it, and the burn goes on. */
export const sealedSource =
  <C>(
    vault: Vault,
    { in: name, sealed: content, values: valuesOf }: SealedValues<C>,
    damaged: (error: VaultError) => void,
  ): IndexSource =>
  async (tx, targets) => {
    const found: { id: string; values: string[] }[] = []
    for (const [schoolId, some] of Map.groupBy(targets, (target: Target) => target.schoolId)) {
      const ids = some.map(({ id }) => id)
      const { rows } = await (hasSchool(name)
        ? sql<{
            id: string
            sealed: Buffer
          }>`select id, sealed from ${tableOf(name)} where school_id = ${schoolId} and id = any (${ids}::uuid[])`
        : sql<{ id: string; sealed: Buffer }>`select id, sealed from ${tableOf(name)} where id = any (${ids}::uuid[])`
      ).execute(tx)
      const contents = await vault.openEach(tx, schoolId, content, rows)
      for (const [nth, one] of contents.entries()) {
        if (one instanceof VaultError) damaged(one)
        else found.push({ id: rows[nth]!.id, values: valuesOf(one).filter((value) => value !== undefined) })
      }
    }
    return found
  }

/** What stands behind every index, as each table says itself (`foundBy`). */
export const indexSources = (
  vault: Vault,
  tables: readonly Indexed[],
  damaged: (error: VaultError) => void = () => undefined,
): IndexSources => {
  const of = (kind: IndexKind): IndexSource[] =>
    tables.flatMap(({ table, sealed }) => {
      const values = sealed.foundBy[kind]
      return values ? [sealedSource(vault, { in: table, sealed, values }, damaged)] : []
    })
  return { email: of('email'), username: of('username'), external_id: of('external_id'), class_key: of('class_key') }
}
