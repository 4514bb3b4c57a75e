import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { type DataMap, type PersonalTable, personalTables, showingTo } from '#kernel/personal-data.ts'
import type { SubjectRole } from '#kernel/vocabulary.ts'
import type { Catalogue } from '#modules/privacy/catalogue.ts'
import { erase } from '#modules/privacy/erasing.ts'
import type { ShownTable } from '#modules/privacy/exporting.ts'
import { valuesOf } from '#modules/privacy/gate.ts'
import { whomOf } from '#modules/privacy/walking.ts'
import type { DB } from '#server/db/types.generated.ts'
import { dataMap } from '#server/registry.ts'
import type { World } from '#tests/world.ts'
import type { Family } from './planting.ts'
import { type Asks, placesOf } from './searching.ts'

/** Of whom it is judged whether they are gone, and where. */
export type Judged = { world: World; catalogue: Catalogue; canary: Family }

export const bareName = (name: string) => name.replace(/^sealed\./, '')
export type Expected = { table: string; role: SubjectRole; field: string; marker: string | undefined }

/** What an export must show, as the map stands: every value that someone in the role sees in full, and in clear that which they see in part. */
export const expected = (family: Family): Expected[] =>
  family.rows.flatMap(({ table, role, markers }) =>
    valuesOf(table).flatMap(({ name, about }) => {
      const how = showingTo(about, role)
      const isSealed = name.startsWith('sealed.')
      if (how !== 'full' && !(how === 'extract' && !isSealed)) return []
      const field = bareName(name)
      if (!isSealed && markers[field] === undefined && isEmpty(table, role, field)) return []
      return [{ table: table.table, role, field, marker: markers[field] }]
    }),
  )
const isEmpty = (table: PersonalTable, _role: SubjectRole, field: string) =>
  table.columns[field]?.kind === 'personal' && 'bounded' in table.columns[field]

/** What an export lacks of what it must show. */
export const lacking = (tables: readonly ShownTable[], family: Family): string[] =>
  expected(family).flatMap(({ table, role, field, marker }) => {
    const rows = tables.find((one) => one.table === table)?.rows.filter(({ as }) => as.includes(role)) ?? []
    const values = rows.map(({ values }) => values[field]).filter((value) => value !== undefined)
    const isShown = values.length > 0 && (marker === undefined || JSON.stringify(values).includes(marker))
    return isShown ? [] : [`${table}.${field} to ${role}`]
  })

const goes = (how: unknown) => how === 'delete'
/** A table's rows alone: an id may be another table's, too, and stay there. */
export const only = (catalogue: Catalogue, table: string): Catalogue => ({
  ...catalogue,
  columns: new Map([[table, catalogue.columns.get(table)!]]),
})
const idsOf = (canary: Family, wanted: (row: Family['rows'][number]) => string | undefined) =>
  Map.groupBy(
    canary.rows.flatMap((row) => (wanted(row) ? [{ table: row.table.table, id: wanted(row)! }] : [])),
    ({ table }) => table,
  )
/** Links of roles whose rows stay, as the map declares. */
const declaredResidue = () =>
  personalTables(dataMap).flatMap(({ table, columns, erase: how }) =>
    Object.entries(columns).flatMap(([name, column]) =>
      column.kind === 'link' && typeof how[column.role] === 'object' ? [`${table}.${name}`] : [],
    ),
  )

/** Where the canary is still found, but for what the map declares to stay: ids anywhere, rows in their tables, keys of rows. */
export const residue = async (ask: Asks, { catalogue, canary }: Judged): Promise<string[]> => {
  const staying = new Set(canary.rows.flatMap(({ table, role, id }) => (goes(table.erase[role]) ? [] : [id]))) // a package bears the id of its import
  const gone = canary.rows.flatMap(({ table, role, id }) => (goes(table.erase[role]) && !staying.has(id) ? [id] : []))
  const anywhere = await placesOf(ask, catalogue, [canary.personId, canary.accountId, ...gone])
  const rows = [...idsOf(canary, ({ table, role, id }) => (goes(table.erase[role]) ? id : undefined))].map(([table, some]) =>
    placesOf(
      ask,
      only(catalogue, table),
      some.map(({ id }) => id),
    ),
  )
  const keys = [
    ...idsOf(canary, ({ table, role, ownKey }) =>
      goes(table.erase[role]) || table.erase[role] === 'shred' ? ownKey : undefined,
    ).values(),
  ]
    .flat()
    .map(({ id }) => id)
  const declared = declaredResidue()
  return [...anywhere, ...(await Promise.all(rows)).flat(), ...(await placesOf(ask, only(catalogue, 'vault.key'), keys))].filter(
    (place) => !declared.includes(place),
  )
}

const idColumn = (catalogue: Catalogue, table: string) =>
  catalogue.columns.get(table)?.has('id') ? 'id' : (catalogue.primary.get(table) ?? []).at(-1)

/** Rows of the canary that are left although the map declares that they go. */
const left = async (ask: Asks, { catalogue, canary }: Judged): Promise<string[]> => {
  const going = idsOf(canary, ({ table, role, id }) => (goes(table.erase[role]) ? id : undefined))
  const found = [...going].map(async ([table, some]) => {
    const column = idColumn(catalogue, table)
    const there = await ask(`select '' as place from ${table} where ${column}::text = any ($1::text[]) limit 1`, [
      some.map(({ id }) => id),
    ])
    return there.length ? [`${table} has kept what is to go`] : []
  })
  return (await Promise.all(found)).flat()
}

/** Rows of the canary that are gone although the map declares that they stay, for others or for a law. */
const missing = async (ask: Asks, { catalogue, canary }: Judged): Promise<string[]> => {
  const staying = idsOf(canary, ({ table, role, id }) => (goes(table.erase[role]) ? undefined : id))
  const found = [...staying].map(async ([table, some]) => {
    const column = idColumn(catalogue, table)
    const ids = [...new Set(some.map(({ id }) => id))]
    const there = await ask(`select distinct ${column}::text as place from ${table} where ${column}::text = any ($1::text[])`, [
      ids,
    ])
    return there.length < ids.length ? [`${table} has lost what is to stay`] : []
  })
  const told = await ask('select table_name as place from vault.change where row_id = $1', [canary.acted])
  return [...(await Promise.all(found)).flat(), ...(told.length > 0 ? [] : ['vault.change has lost what is to stay'])]
}

/** Rooms that alone may change their rows do so without asking the map: what it says of them must be what they do. */
const roomsOff = async (ask: Asks, map: DataMap, { canary }: Judged): Promise<string[]> => {
  const rules = personalTables(map)
    .filter(({ room }) => room)
    .flatMap(({ table, columns, erase: how }) =>
      Object.entries(columns).flatMap(([name, column]) =>
        column.kind === 'link' ? [{ table, name, isKept: typeof how[column.role] === 'object' }] : [],
      ),
    )
  const off = rules.map(async ({ table, name, isKept }) => {
    const rows = await ask(`select '' as place from ${table} where ${name} = any ($1::uuid[])`, [
      [canary.personId, canary.accountId],
    ])
    return rows.length > 0 === isKept ? [] : [`${table}.${name} is ${isKept ? 'gone' : 'left'}`]
  })
  return (await Promise.all(off)).flat()
}

const REGISTERED = 'public.register_entry.id' // an entry bears the id of the row that it stands for

/** What the law of Japan orders to be written into the register, and is not there. */
const unregistered = async (ask: Asks, { canary }: Judged): Promise<string[]> => {
  const ordered = personalTables(dataMap).filter(({ retention }) => 'keep' in retention && retention.statutory?.JP)
  const ids = canary.rows.flatMap(({ table, role, id }) => (ordered.includes(table) && role === 'self' ? [id] : []))
  const rows = await ask('select id as place from register_entry where id = any ($1::uuid[])', [ids])
  return rows.length === ids.length ? [] : ['the register lacks what the law orders']
}

class Undone extends Error {}

const asks =
  (tx: Tx): Asks =>
  (text, parameters) =>
    tx
      .executeQuery<{ place: string }>({
        sql: text,
        parameters,
        query: { kind: 'RawNode' } as never,
        queryId: { queryId: uuidv7() },
      })
      .then(({ rows }) => rows)

/** Erases the canary, a pupil in Japan, by some map within a transaction that is undone; says what is otherwise than the true map has it. */
export const wrongAfter = async (map: DataMap, judged: Judged): Promise<string[]> => {
  const { world, catalogue, canary } = judged
  const owner = new Kysely<DB>({ dialect: new PostgresDialect({ pool: world.owner }), plugins: [new CamelCasePlugin()] })
  let wrong: string[] = []
  const work = async (tx: Tx) => {
    await sql`select app.enter(null, ${world.schoolId}, ${nobody}, null, 'legal', ${uuidv7()}, 'privacy.erasure.execute')`.execute(
      tx,
    )
    await sql`update school set profile = 'JP'`.execute(tx)
    await sql`update enrolment set role = 'pupil' where person_id = ${canary.personId}`.execute(tx)
    const whom = await whomOf(tx, world.schoolId, canary.personId, true)
    await erase(tx, world.installation.vault, { map, catalogue }, whom, world.clock.now())
    const ask = asks(tx)
    wrong = [
      ...(await left(ask, judged)),
      ...(await missing(ask, judged)),
      ...(await roomsOff(ask, map, judged)),
      ...(await unregistered(ask, judged)),
    ]
    if (wrong.length === 0) wrong = (await residue(ask, judged)).filter((place) => place !== REGISTERED) // slow: looks everywhere
    throw new Undone()
  }
  await owner
    .transaction()
    .execute(work)
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) wrong = [error instanceof Error ? error.message : `${error}`]
    })
  return wrong
}
