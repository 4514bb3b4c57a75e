import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Vault } from '#vault/vault.ts'
import { survivingNames } from './names.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }
type Ids = readonly (string | null)[]

/** Sealed names of people who work or worked here. */
export const staffNames = (tx: Tx, ids: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`select id, sealed from app.authors_named(${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** Names by person: of whom one may not know, and of who is no more, there is none. */
export const namesByPerson = async ({ tx, vault, schoolId }: Hands, people: readonly { id: string; sealed: Buffer | null }[]) => {
  const rows = [...new Map(people.flatMap(({ id, sealed }) => (sealed ? [[id, { id, sealed }] as const] : []))).values()]
  const names = await survivingNames(tx, vault, schoolId, rows)
  const shown = new Map(rows.map(({ id }, nth) => [id, names[nth]]))
  const someone = (id: string | null) => {
    const display = id === null ? undefined : shown.get(id)?.display
    return id !== null && display !== undefined ? { id, display } : null
  }
  return { someone, display: (id: string | null) => someone(id)?.display ?? null }
}
export type NamesByPerson = Awaited<ReturnType<typeof namesByPerson>>

/** The names of those at the school who said or did something. */
export const staffNamed = async (hands: Hands, ids: Ids): Promise<NamesByPerson> => {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
  return namesByPerson(hands, wanted.length > 0 ? await staffNames(hands.tx, wanted) : [])
}
