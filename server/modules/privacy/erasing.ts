import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { type PersonalTable, personalTables, sealedIn } from '#kernel/personal-data.ts'
import type { SubjectRole } from '#kernel/vocabulary.ts'
import { unlinkEntries } from '#ledger/entries.ts'
import { account, type Owner, person } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { isHeld } from './holding.ts'
import { namesSomeone } from './paths.ts'
import { planOf, type Step } from './planning.ts'
import { register } from './registering.ts'
import { goingOrder, removeRows } from './removing.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import { type Ground, type Whom, walk } from './walking.ts'

/** `unlinked`: how many entries of the ledger nothing leads to any more. */
export type Erased = { steps: readonly Step[]; keys: readonly Owner[]; unlinked: number }

/** Where an erased person acted, nobody did: the row is about others. */
const detach = async (tx: Tx, { catalogue }: Ground, table: PersonalTable, { schoolId, personId }: Whom) => {
  for (const [column, declared] of Object.entries(table.columns)) {
    if (declared.kind !== 'link' || table.erase[declared.role] !== 'detach') continue
    const nobodys = namesSomeone(catalogue, table.table, column) ? 'null' : `'${nobody}'::uuid`
    await ask(
      tx,
      `update ${table.table} set ${column} = ${nobodys} where school_id = any (array[$1::uuid, '${nobody}']) and ${column} = $2::uuid`,
      [schoolId, personId],
    )
  }
}

/** Rows that go because the person stands in them in a role. */
export const goingAs = (steps: readonly Step[], role: SubjectRole) =>
  steps.flatMap(({ held, outcome }) => (outcome === 'deleted' && held.roles.has(role) ? [held] : []))

/** The keys that die: the person's, the accounts' that are nobody else's, and those of rows that had one of their own. */
const keysOf = (steps: readonly Step[], whom: Whom): Owner[] => {
  const own = steps.flatMap(({ held, outcome }): Owner[] => {
    const shreds = [...held.roles].some((role) => held.table.erase[role] === 'shred')
    if (outcome !== 'deleted' && !shreds) return []
    return (sealedIn(held.table)?.column.owners ?? []).flatMap((owner): Owner[] =>
      owner.kind === 'snapshot' || owner.kind === 'file' ? [{ kind: owner.kind, id: `${held.row[owner.column]}` }] : [],
    )
  })
  return [person(whom.personId), ...whom.whole.map(account), ...own]
}

const leaveLedger = async (tx: Tx, vault: Vault, { schoolId, personId, whole }: Whom, now: Date) => {
  const days = { from: '2000-01-01', to: new Date(now.getTime() + 2 * 86_400_000).toISOString().slice(0, 10) }
  let unlinked = await unlinkEntries(tx, vault, { schoolId, kind: 'person', id: personId, ...days })
  for (const id of whole) unlinked += await unlinkEntries(tx, vault, { schoolId: nobody, kind: 'account', id, ...days })
  return unlinked
}

/** Erases someone everywhere the map leads: what is theirs goes, what is others' no longer names them, and the keys are destroyed. */
export const erase = async (tx: Tx, vault: Vault, ground: Ground, whom: Whom, now: Date): Promise<Erased> => {
  const steps = planOf(await walk(tx, ground, whom))
  if (await isHeld(tx, ground, whom, steps)) refuse('erasure.held')
  await register(tx, vault, ground, whom.schoolId, goingAs(steps, 'self'), now)
  const unlinked = await leaveLedger(tx, vault, whom, now)
  const gone = Map.groupBy(
    steps.filter(({ outcome }) => outcome === 'deleted'),
    ({ held }) => held.table,
  )
  await asPrivacy(tx, async () => {
    for (const table of goingOrder(ground)) {
      if (table.room) continue
      await detach(tx, ground, table, whom)
      await removeRows(
        tx,
        ground,
        table,
        (gone.get(table) ?? []).map(({ held }) => held.row),
      )
    }
  })
  await forgetChanges(tx, ground, whom, steps)
  const keys = keysOf(steps, whom)
  await vault.destroy(tx, whom.schoolId, keys)
  await mustBeGone(tx, ground, whom)
  return { steps, keys, unlinked }
}

/** What the erasing itself wrote into the log of changes goes the same way. */
const forgetChanges = async (tx: Tx, { map }: Ground, { schoolId }: Whom, steps: readonly Step[]) => {
  const gone = steps
    .filter(({ outcome, held }) => outcome === 'deleted' && held.table.changes === 'logged')
    .map(({ held }) => held)
  await asPrivacy(tx, async () => {
    for (const table of personalTables(map))
      for (const [role, subject] of Object.entries(table.subjects))
        if ('byRow' in subject && table.erase[role as SubjectRole] === 'delete')
          await ask(
            tx,
            `delete from ${table.table} t using unnest($2::text[], $3::uuid[]) as g (name, id) where t.school_id = any (array[$1::uuid, '${nobody}']) and t.${subject.byRow.table} = g.name and t.${subject.byRow.id} = g.id`,
            [schoolId, gone.map(({ table: one }) => one.table), gone.map(({ id }) => id)],
          )
  })
}

/** Walks the map once more: who was erased is found nowhere but where the plan keeps them. */
const mustBeGone = async (tx: Tx, ground: Ground, whom: Whom) => {
  const left = planOf(await walk(tx, ground, whom)).filter(
    ({ outcome, held }) =>
      outcome === 'deleted' || (outcome === 'detached' && [...held.roles].some((role) => held.table.erase[role] === 'detach')),
  )
  const tables = new Set(left.map(({ held }) => held.table.table))
  if (tables.size) throw new Error(`erasing left rows in ${[...tables].join(', ')}: the data map and the eraser do not agree`)
}
