import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import type { Catalogue } from './catalogue.ts'
import { ask } from './statements.queries.ts'
import type { Ground, Row } from './walking.ts'

const hasSchool = (catalogue: Catalogue, table: string) => catalogue.columns.get(table)?.has('school_id') ?? false
const isNullable = (catalogue: Catalogue, table: string, column: string) =>
  catalogue.columns.get(table)?.get(column)?.nullable ?? false

/** Tables so ordered that whatever refers to a row goes before it. */
export const goingOrder = ({ map, catalogue }: Ground): PersonalTable[] => {
  const tables = personalTables(map)
  const done = new Set<string>()
  const order: PersonalTable[] = []
  const visit = (table: PersonalTable) => {
    if (done.has(table.table)) return
    done.add(table.table)
    const pointing = catalogue.references.filter(({ toTable, table: from }) => toTable === table.table && from !== table.table)
    for (const reference of pointing) for (const one of tables) if (one.table === reference.table) visit(one)
    order.push(table)
  }
  for (const table of tables) visit(table)
  return order
}

/** Rows that stay and may point to nothing forget that they pointed to rows that go. */
const letGo = async (tx: Tx, { map, catalogue }: Ground, table: PersonalTable, gone: readonly Row[]) => {
  const known = new Set(personalTables(map).map((one) => one.table))
  const pointing = catalogue.references.filter(
    (one) => one.toTable === table.table && known.has(one.table) && isNullable(catalogue, one.table, one.column),
  )
  for (const { table: from, column, toColumn } of pointing) {
    const here = hasSchool(catalogue, from) ? 'school_id = $1::uuid' : '$1::uuid is not null'
    const ids = gone.map((row) => row[toColumn])
    await ask(tx, `update ${from} set ${column} = null where ${here} and ${column} = any ($2::uuid[])`, [
      gone[0]?.['school_id'] ?? nobody,
      ids,
    ])
  }
}

/** What must not be pointed to by a row that stays. */
export const unpointed = ({ map, catalogue }: Ground, table: PersonalTable, row = 't') => {
  const known = new Set(personalTables(map).map((one) => one.table))
  const pointing = catalogue.references.filter(
    (one) =>
      one.toTable === table.table &&
      one.table !== table.table &&
      known.has(one.table) &&
      !isNullable(catalogue, one.table, one.column),
  )
  return pointing
    .map(
      ({ table: from, column, toColumn }) =>
        ` and not exists (select from ${from} r where ${hasSchool(catalogue, from) && hasSchool(catalogue, table.table) ? `r.school_id = ${row}.school_id and ` : ''}r.${column} = ${row}.${toColumn})`,
    )
    .join('')
}

/** Deletes rows of a table; those that other rows cannot do without stay where `gently`. Says which went. */
export const removeRows = async (
  tx: Tx,
  ground: Ground,
  table: PersonalTable,
  gone: readonly Row[],
  gently = false,
): Promise<Row[]> => {
  if (gone.length === 0) return []
  await letGo(tx, ground, table, gone)
  const key = (ground.catalogue.primary.get(table.table) ?? []).map((name) => ({
    name,
    type: ground.catalogue.columns.get(table.table)?.get(name)?.type ?? 'text',
  }))
  const given = key.map(({ type }, nth) => `$${nth + 1}::${type}[]`).join(', ')
  const equal = key.map(({ name }) => `t.${name} = g.${name}`).join(' and ')
  const names = key.map(({ name }) => name)
  const text = `delete from ${table.table} t using unnest(${given}) as g (${names.join(', ')}) where ${equal}${gently ? unpointed(ground, table) : ''} returning ${names.map((name) => `t.${name}`).join(', ')}`
  const went = await ask<Row>(
    tx,
    text,
    names.map((name) => gone.map((row) => row[name])),
  )
  const keyOf = (row: Row) => names.map((name) => `${row[name]}`).join(' ')
  const keys = new Set(went.map(keyOf))
  return gone.filter((row) => keys.has(keyOf(row)))
}
