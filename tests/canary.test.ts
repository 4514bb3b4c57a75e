import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { type About, type DataMap, type PersonalTable, personalTables, sealedIn, showingTo } from '#kernel/personal-data.ts'
import { asSchool } from '#kernel/system.ts'
import type { SubjectRole } from '#kernel/vocabulary.ts'
import { type Catalogue, readCatalogue } from '#modules/privacy/catalogue.ts'
import { erase } from '#modules/privacy/erasing.ts'
import { type ShownTable, shownTables } from '#modules/privacy/exporting.ts'
import { valuesOf } from '#modules/privacy/gate.ts'
import { contentsOf, type Held, type Row, type Whom, walk, whomOf } from '#modules/privacy/walking.ts'
import type { DB } from '#server/db/types.generated.ts'
import { dataMap } from '#server/registry.ts'
import { fileKey, survivingFileKey, writeFile } from '#vault/files.ts'
import { type Family, openGarden, plant } from './canary/planting.ts'
import { placesOf } from './canary/searching.ts'
import { openWorld, type Person, person, type World } from './world.ts'

let world: World
let office: Person
let catalogue: Catalogue
let canary: Family
let neighbour: Family
let owner: Kysely<DB>
beforeAll(async () => {
  world = await openWorld()
  office = await person(world, { name: 'Inès Office', role: 'office' })
  catalogue = await readCatalogue(world.owner)
  const garden = await openGarden(world, dataMap, catalogue)
  canary = await plant(garden, 'canary')
  neighbour = await plant(garden, 'neighbour')
  owner = new Kysely<DB>({ dialect: new PostgresDialect({ pool: world.owner }), plugins: [new CamelCasePlugin()] })
}, 60_000)
afterAll(() => world.close())

const bareName = (name: string) => name.replace(/^sealed\./, '')
type Expected = { table: string; role: SubjectRole; field: string; marker: string | undefined }

/** What an export must show, as the map stands: every value that someone in the role sees in full, and in clear that which they see in part. */
const expected = (family: Family): Expected[] =>
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
const lacking = (tables: readonly ShownTable[], family: Family): string[] =>
  expected(family).flatMap(({ table, role, field, marker }) => {
    const rows = tables.find((one) => one.table === table)?.rows.filter(({ as }) => as.includes(role)) ?? []
    const values = rows.map(({ values }) => values[field]).filter((value) => value !== undefined)
    const isShown = values.length > 0 && (marker === undefined || JSON.stringify(values).includes(marker))
    return isShown ? [] : [`${table}.${field} to ${role}`]
  })

const exported = async (family: Family) => {
  const reply = await office.ask(exportPerson, { params: { id: family.personId } })
  expect(reply.status, reply.text).toBe(200)
  return { tables: reply.body['tables'] as ShownTable[], text: reply.text }
}

test('every role of every table has a row of the canary', () => {
  const planted = new Set(canary.rows.map(({ table, role }) => `${table.table} ${role}`))
  const declared = personalTables(dataMap)
    .filter(({ room }) => !room)
    .flatMap(({ table, subjects }) => Object.keys(subjects).map((role) => `${table} ${role}`))
  expect(declared.filter((one) => !planted.has(one))).toEqual(['vault.change about', 'vault.change actor'])
})

test('the canary’s export holds every marker that it should, and none of the neighbour’s', async () => {
  const { tables, text } = await exported(canary)
  expect(lacking(tables, canary)).toEqual([])
  expect(text).not.toContain('cnry-neighbour')
  for (const { markers, table, role } of neighbour.rows)
    for (const [field, marker] of Object.entries(markers))
      expect(text, `${table.table}.${field} of the neighbour as ${role}`).not.toContain(marker)
})

test('what the map shows to nobody in a role is not in the export', async () => {
  const { text } = await exported(canary)
  const hidden = canary.rows.flatMap(({ table, role, markers }) =>
    valuesOf(table).flatMap(({ name, about }) =>
      ['none', 'exists'].includes(showingTo(about, role)) ? (markers[bareName(name)] ?? []) : [],
    ),
  )
  expect(hidden.length).toBeGreaterThan(10)
  expect(hidden.filter((marker) => text.includes(marker))).toEqual([])
})

test('no marker stands anywhere in clear, and a search that could not find one would be noticed', async () => {
  const ask = async (text: string, parameters: unknown[]) => (await world.owner.query<{ place: string }>(text, parameters)).rows
  expect(await placesOf(ask, catalogue, ['cnry-'])).toEqual([])
  expect(await placesOf(ask, catalogue, ['École du Préau'])).toEqual(['public.school.name'])
  expect(await placesOf(ask, catalogue, [canary.personId])).toEqual(
    expect.arrayContaining(['public.person.id', 'vault.key.owner_id', 'public.person.sealed']),
  )
})

/** Every file below a folder that holds a word, as it is. */
const filesWith = (folder: string, word: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .filter((file) => readFileSync(file).includes(word))

const fileOf = async (family: Family) => {
  const id = family.rows.find(({ table, role }) => table.table === 'public.file' && role === 'about')!.id
  const { rows } = await world.owner.query<{ object: string }>('select object from file where id = $1', [id])
  return { id, object: rows[0]!.object }
}
const inSchool = <T>(work: Parameters<typeof asSchool<T>>[4]) =>
  asSchool(world.installation, world.schoolId, 'administration', 'garden.arrange', work)

test('the bytes of a file are in the folder of files, and its words are not', async () => {
  const { files, vault } = world.installation
  for (const family of [canary, neighbour]) {
    const { id, object } = await fileOf(family)
    const key = await inSchool(({ tx }) => fileKey(vault, tx, world.schoolId, id))
    const body = Readable.from([Buffer.from(`cnry-${family.name}-file `.repeat(2000))])
    await writeFile(files, key, object, body)
  }
  const folder = path.join(world.settings.data, 'files')
  expect(readdirSync(folder, { recursive: true }).length).toBeGreaterThan(1)
  expect(filesWith(world.settings.data, 'cnry-')).toEqual([])
  writeFileSync(path.join(folder, 'control'), 'cnry-control')
  expect(filesWith(world.settings.data, 'cnry-')).toEqual([path.join(folder, 'control')])
  rmSync(path.join(folder, 'control'))
})

const heldOf = async (family: Family) =>
  asSchool(world.installation, world.schoolId, 'legal', 'privacy.export', async ({ tx, vault }) => {
    const whom = await whomOf(tx, world.schoolId, family.personId, false)
    const held = await walk(tx, { map: dataMap, catalogue }, whom)
    return { whom, held, contents: await contentsOf(tx, vault, world.schoolId, held) }
  })

const withRule = (table: PersonalTable, name: string, about: About): PersonalTable => {
  const sealed = sealedIn(table)
  if (!name.startsWith('sealed.') || !sealed)
    return { ...table, columns: { ...table.columns, [name]: { kind: 'personal', ...about } } } // bytes in the store stay what they are
  const column = {
    ...sealed.column,
    fields: { ...sealed.column.fields, [bareName(name)]: { ...about, kind: 'personal' as const } },
  }
  return { ...table, columns: { ...table.columns, [sealed.name]: column } }
}
const shownWith = (mutated: PersonalTable, { held, contents, whom }: { held: Held[]; contents: Map<Held, Row>; whom: Whom }) => {
  const pairs = held.map((one) => [one, one.table.table === mutated.table ? { ...one, table: mutated } : one] as const)
  return shownTables(
    pairs.map(([, one]) => one),
    new Map(pairs.flatMap(([before, one]) => (contents.has(before) ? [[one, contents.get(before)!] as const] : []))),
    whom,
  )
}

test('of every rule of export: showing it to nobody instead turns this test red', async () => {
  const found = await heldOf(canary)
  expect(lacking(shownTables(found.held, found.contents, found.whom), canary)).toEqual([])
  const rules = [...new Map(expected(canary).map((one) => [`${one.table} ${one.field} ${one.role}`, one])).values()]
  const unnoticed = rules.filter(({ table: name, field, role }) => {
    const table = personalTables(dataMap).find((one) => one.table === name)!
    const value = valuesOf(table).find((one) => bareName(one.name) === field)!
    const shown =
      typeof value.about.export === 'string'
        ? Object.fromEntries(Object.keys(table.subjects).map((one) => [one, value.about.export]))
        : value.about.export
    const mutated = withRule(table, value.name, { ...value.about, export: { ...shown, [role]: 'none' } as About['export'] })
    return lacking(shownWith(mutated, found), canary).length === 0
  })
  expect(rules.length).toBeGreaterThan(60)
  expect(unnoticed).toEqual([])
})

class Undone extends Error {}

/** Erases the canary by some map within a transaction that is undone, and says where anything is left that the true map says is gone. */
const leftAfter = async (map: DataMap): Promise<string[]> => {
  let places: string[] = []
  const work = async (tx: Tx) => {
    await sql`select app.enter(null, ${world.schoolId}, ${nobody}, null, 'legal', ${uuidv7()}, 'privacy.erasure.execute')`.execute(
      tx,
    )
    const whom = await whomOf(tx, world.schoolId, canary.personId, true)
    await erase(tx, world.installation.vault, { map, catalogue }, whom, new Date())
    places = await residue((text, parameters) =>
      tx
        .executeQuery<{ place: string }>({
          sql: text,
          parameters,
          query: { kind: 'RawNode' } as never,
          queryId: { queryId: uuidv7() },
        })
        .then(({ rows }) => rows),
    )
    throw new Undone()
  }
  await owner
    .transaction()
    .execute(work)
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) places = [error instanceof Error ? error.message : `${error}`]
    })
  return places
}

const goes = (how: unknown) => how === 'delete'
/** A table's rows alone: an id may be another table's, too, and stay there. */
const only = (table: string): Catalogue => ({ ...catalogue, columns: new Map([[table, catalogue.columns.get(table)!]]) })
const idsOf = (wanted: (row: Family['rows'][number]) => string | undefined) =>
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
const residue = async (ask: Parameters<typeof placesOf>[0]): Promise<string[]> => {
  const staying = new Set(canary.rows.flatMap(({ table, role, id }) => (goes(table.erase[role]) ? [] : [id]))) // a package bears the id of its import
  const gone = canary.rows.flatMap(({ table, role, id }) => (goes(table.erase[role]) && !staying.has(id) ? [id] : []))
  const anywhere = await placesOf(ask, catalogue, [canary.personId, canary.accountId, ...gone])
  const rows = [...idsOf(({ table, role, id }) => (goes(table.erase[role]) ? id : undefined))].map(([table, some]) =>
    placesOf(
      ask,
      only(table),
      some.map(({ id }) => id),
    ),
  )
  const keys = [
    ...idsOf(({ table, role, ownKey }) =>
      goes(table.erase[role]) || table.erase[role] === 'shred' ? ownKey : undefined,
    ).values(),
  ]
    .flat()
    .map(({ id }) => id)
  const declared = declaredResidue()
  return [...anywhere, ...(await Promise.all(rows)).flat(), ...(await placesOf(ask, only('vault.key'), keys))].filter(
    (place) => !declared.includes(place),
  )
}

test('erased, the canary is found exactly where the map says that it stays', async () => {
  expect(await leftAfter(dataMap)).toEqual([])
})

test('of every rule of erasure: keeping instead turns this test red', async () => {
  const rules = personalTables(dataMap)
    .filter(({ room }) => !room)
    .flatMap((table) => Object.entries(table.erase).flatMap(([role, how]) => (typeof how === 'object' ? [] : [{ table, role }])))
  const unnoticed: string[] = []
  for (const { table, role } of rules) {
    const mutated = { ...table, erase: { ...table.erase, [role]: { keep: 'accountability' } } } as PersonalTable
    const map = { ...dataMap, tables: dataMap.tables.map((one) => (one === table ? mutated : one)) }
    if ((await leftAfter(map)).length === 0) unnoticed.push(`${table.table} ${role}`)
  }
  expect(rules.length).toBeGreaterThan(20)
  expect(unnoticed).toEqual([])
}, 120_000)

test('erased for good, not a row of the canary opens any more, and the neighbour lost nothing', async () => {
  const before = await exported(neighbour)
  const file = await fileOf(canary)
  const reply = await office.ask(erasePerson, { params: { id: canary.personId }, body: {} })
  expect(reply.status, reply.text).toBe(200)
  const ask = async (text: string, parameters: unknown[]) => (await world.owner.query<{ place: string }>(text, parameters)).rows
  expect(await residue(ask)).toEqual([])
  expect((await exported(neighbour)).tables).toEqual(before.tables)
  const { installation, schoolId } = world
  const key = (id: string) => inSchool(({ tx }) => survivingFileKey(installation.vault, tx, schoolId, id))
  await expect(key(file.id)).rejects.toMatchObject({ code: 'vault.erased' })
  expect((await key((await fileOf(neighbour)).id)).raw).toHaveLength(32)
  expect(await placesOf(ask, only('public.discarded_object'), [file.object])).toEqual(['public.discarded_object.object'])
  expect(filesWith(world.settings.data, 'cnry-')).toEqual([])
  expect(JSON.stringify(world.mails)).not.toContain('cnry-')
})
