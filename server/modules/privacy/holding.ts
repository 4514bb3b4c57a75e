import type { Tx } from '#kernel/db.ts'
import { personalTables } from '#kernel/personal-data.ts'
import type { Catalogue } from './catalogue.ts'
import { heldPeople, heldSince, heldWithin, lastReview } from './held.queries.ts'
import { planOf, type Step } from './planning.ts'
import { type Ground, type Held, type Row, type Whom, walk, whomOf } from './walking.ts'
import { waysOf } from './ways.ts'

const keyOf = ({ primary }: Catalogue, table: string, row: Row) =>
  `${table} ${(primary.get(table) ?? []).map((name) => `${row[name]}`).join(' ')}`

/** Every row in which somebody of whom nothing may go stands, in whatever role. */
const heldRows = async (tx: Tx, ground: Ground, schoolId: string, people: readonly string[]): Promise<Held[]> => {
  const rows: Held[] = []
  for (const personId of people) rows.push(...(await walk(tx, ground, await whomOf(tx, schoolId, personId, false))))
  return rows
}

/** Whether erasing somebody would take anything that is held: them, or a row of theirs in which somebody stands who is. */
export const isHeld = async (tx: Tx, ground: Ground, { schoolId, personId }: Whom, steps: readonly Step[]): Promise<boolean> => {
  const people = await heldPeople(tx)
  if (people.length === 0) return false
  if (people.includes(personId)) return true
  const touched = new Set(
    steps.filter(({ outcome }) => outcome !== 'kept').map(({ held }) => keyOf(ground.catalogue, held.table.table, held.row)),
  )
  const rows = await heldRows(tx, ground, schoolId, people)
  return rows.some(({ table, row }) => touched.has(keyOf(ground.catalogue, table.table, row)))
}

/** Until when erasing somebody is delayed at most; undefined: nothing is in the way. */
export const isDelayed = async (tx: Tx, ground: Ground, schoolId: string, personId: string): Promise<string | undefined> => {
  const whom = await whomOf(tx, schoolId, personId, false)
  const steps = planOf(await walk(tx, ground, whom))
  return (await isHeld(tx, ground, whom, steps)) ? await lastReview(tx) : undefined
}

export type Keys = Map<string, unknown[][]>
const keysOf = async (tx: Tx, ground: Ground, schoolId: string, people: readonly string[]): Promise<Keys> => {
  if (people.length === 0) return new Map()
  const rows = await heldRows(tx, ground, schoolId, people)
  return new Map(
    [...Map.groupBy(rows, ({ table }) => table.table)].map(([table, some]) => {
      const key = ground.catalogue.primary.get(table) ?? []
      return [table, key.map((name) => some.map(({ row }) => row[name]))]
    }),
  )
}

/** What is held, table by table: the values of the primary keys, in its order; where it was counted at an instant, what was held then, too. */
export const heldKeys = async (tx: Tx, ground: Ground, schoolId: string, counted?: Date | null): Promise<Keys> =>
  keysOf(tx, ground, schoolId, counted ? await heldSince(tx, counted) : await heldPeople(tx))

/** What was counted at an instant and did not go, since a hold came in between. */
export const keptKeys = async (tx: Tx, ground: Ground, schoolId: string, counted: Date, gone: Date): Promise<Keys> =>
  keysOf(tx, ground, schoolId, await heldWithin(tx, counted, gone))

/** The wall: whoever erases or sweeps cannot delete a row that names somebody who is held. */
export const printHolds = ({ map, catalogue }: Ground): string[] => [
  ...personalTables(map)
    .filter(({ room }) => !room)
    .flatMap((table) => {
      const direct = waysOf(catalogue, table).filter(
        ({ role, resolved }) => role !== 'actor' && resolved.to === 'person' && !resolved.joins.length,
      )
      const isTheirs = direct.map(({ first }) => `${first} = any (array(select app.held_people()))`).join(' or ')
      return direct.length
        ? [
            `create policy "held: not deleted" on ${table.table} as restrictive for delete to preau_privacy using ((${isTheirs}) is not true);`,
          ]
        : []
    }),
  'create policy "held: the key stays" on vault.key as restrictive for delete to preau_app using ((owner_id = any (array(select app.held_people()))) is not true);',
]
