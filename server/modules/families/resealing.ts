import { changing } from '#kernel/changes.ts'
import type { Tx } from '#kernel/db.ts'
import { conversationNoteTable, conversationTable, messages, messageTextTable } from '#modules/conversations/index.ts'
import { emergencyContactTable, pickUpAdultTable, protectedIdentityTable } from '#modules/people/index.ts'
import { linkTable } from '#modules/rosters/index.ts'
import { all, person } from '#vault/owners.ts'
import type { SealedTable } from '#vault/tables.ts'
import type { Vault } from '#vault/vault.ts'
import { type Step, sealedRows, setSealed, yearsOf } from './merging.queries.ts'
import { delegationTable, guardianshipChangeTable } from './sealed.ts'

type Name = Parameters<typeof sealedRows>[2]
type Kind = { table: string; column: string; name: Name; of: SealedTable<object>; fields: readonly string[] }
const kind = <C extends object>(column: string, name: Name, of: SealedTable<C>, fields: readonly (keyof C & string)[]): Kind => ({
  ...{ table: of.table, column, name, fields },
  of: of as SealedTable<object>,
})

/** What is sealed under the person whom a column names, so that it must be sealed anew when the column names another. */
const kinds: readonly Kind[] = [
  kind('pupil_id', 'emergencyContact', emergencyContactTable, ['name', 'phone', 'relation', 'note']),
  kind('pupil_id', 'pickUpAdult', pickUpAdultTable, ['name', 'phone', 'relation', 'note']),
  kind('pupil_id', 'guardianshipChange', guardianshipChangeTable, ['reference']),
  kind('lent_by', 'delegation', delegationTable, ['name', 'email']),
  kind('person_id', 'protectedIdentity', protectedIdentityTable, ['alias', 'reference']),
  kind('person_id', 'rosterLink', linkTable, ['id', 'mark', 'note', 'rows']),
]

/** What was said about a pupil: sealed under the pupil and the conversations of a school year. */
const said = [
  kind('pupil_id', 'conversation', conversationTable, ['topic']),
  kind('pupil_id', 'messageText', messageTextTable, ['text']),
  kind('pupil_id', 'conversationNote', conversationNoteTable, ['text']),
]
const isSaid = (name: Name): name is Parameters<typeof yearsOf>[2] => said.some((one) => one.name === name)

/** Who owns each row once it names another person. */
const ownersOf = async (tx: Tx, vault: Vault, schoolId: string, name: Name, ids: readonly string[], ownerId: string) => {
  if (!isSaid(name)) return () => person(ownerId)
  const years = await yearsOf(tx, schoolId, name, ids)
  const epochs = new Map(
    await Promise.all(
      years.map(
        async ({ id, fromOn }) => [id, all([person(ownerId), await vault.epoch(tx, schoolId, messages, fromOn)])] as const,
      ),
    ),
  )
  return (id: string) => epochs.get(id) ?? person(ownerId)
}

/** Seals the rows of a plan under somebody else's key; done before they move, so that no row is ever under a key of nobody in it. */
export const reseal = async (tx: Tx, vault: Vault, schoolId: string, plan: readonly Step[], ownerId: string): Promise<void> => {
  for (const { table, column, name, of, fields } of [...kinds, ...said]) {
    const ids = plan.filter((step) => step.table === table && step.column === column).map(({ id }) => id)
    if (ids.length === 0) continue
    const rows = await sealedRows(tx, schoolId, name, ids)
    const contents = await vault.open(tx, schoolId, of, rows)
    const owners = await ownersOf(tx, vault, schoolId, name, ids, ownerId)
    const sealed = await vault.seal(
      tx,
      schoolId,
      table,
      rows.map(({ id }, nth) => ({ id, owners: owners(id), content: contents[nth]! })),
    )
    for (const [nth, { id }] of rows.entries()) {
      await changing(tx, of, fields as readonly never[])
      await setSealed(tx, schoolId, name, id, sealed[nth]!)
    }
  }
}
