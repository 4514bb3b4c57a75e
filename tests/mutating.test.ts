// Each rule of the data map, one at a time, is exchanged for another: something that the canary does must then be otherwise.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { type About, type DataMap, type PersonalTable, personalTables, sealedIn, showingTo } from '#kernel/personal-data.ts'
import { asSchool } from '#kernel/system.ts'
import type { EraseRow, Showing, SubjectRole } from '#kernel/vocabulary.ts'
import { type Catalogue, readCatalogue } from '#modules/privacy/catalogue.ts'
import { shownTables } from '#modules/privacy/exporting.ts'
import { valuesOf } from '#modules/privacy/gate.ts'
import { contentsOf, type Held, type Row, type Whom, walk, whomOf } from '#modules/privacy/walking.ts'
import { dataMap } from '#server/registry.ts'
import { openGarden } from './canary/garden.ts'
import { bareName, expected, type Judged, lacking, wrongAfter } from './canary/judging.ts'
import { type Family, plant } from './canary/planting.ts'
import { openWorld, type World } from './world.ts'

let world: World
let catalogue: Catalogue
let canary: Family
const judged = (): Judged => ({ world, catalogue, canary })
beforeAll(async () => {
  world = await openWorld()
  catalogue = await readCatalogue(world.owner)
  canary = await plant(await openGarden(world, dataMap, catalogue), 'canary')
  await plantRooms()
}, 60_000)
afterAll(() => world.close())

/** What rooms keep that is nobody else's to write: a place in a snapshot, an index. Keys came with what they seal. */
const plantRooms = async () => {
  const id = uuidv7()
  await world.owner.query(
    "insert into ledger.snapshot (school_id, id, audience_id, members_digest, root, made_at) values ($1, $2, $2, sha256('1'), sha256('2'), now())",
    [world.schoolId, id],
  )
  await world.owner.query(
    "insert into ledger.snapshot_member (school_id, snapshot_id, slot, person_id, commitment) values ($1, $2, 0, $3, sha256('3'))",
    [world.schoolId, id, canary.personId],
  )
  await world.owner.query(
    "insert into vault.blind_index (school_id, kind, digest, week, target_school, target_id) select $1, 'username', sha256('4'), max(week), $1, $2 from vault.ring",
    [world.schoolId, canary.personId],
  )
}

const heldOf = async (mutated?: PersonalTable) =>
  asSchool(world.installation, world.schoolId, 'legal', 'privacy.export', async ({ tx, vault }) => {
    const whom = await whomOf(tx, world.schoolId, canary.personId, false)
    const held = await walk(tx, { map: dataMap, catalogue }, whom)
    const by = mutated ? held.map((one) => (one.table.table === mutated.table ? { ...one, table: mutated } : one)) : held
    return { whom, held: by, contents: await contentsOf(tx, vault, world.schoolId, by) }
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
  const found = await heldOf()
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

type Rule = { table: PersonalTable; name: string; about: About; role: SubjectRole }
const shownAs = ({ table, name, about, role }: Rule, how: Showing) => {
  const all = Object.fromEntries(Object.keys(table.subjects).map((one) => [one, showingTo(about, one as SubjectRole)]))
  return withRule(table, name, { ...about, export: { ...all, [role]: how } as About['export'] })
}

test('of every rule of export: showing to someone in full what is shown to them as nothing, or only as held, turns this test red', async () => {
  const found = await heldOf()
  const markersIn = (tables: unknown, markers: readonly string[]) => markers.filter((one) => JSON.stringify(tables).includes(one))
  const rules = canary.rows.flatMap(({ table, role, markers }) =>
    valuesOf(table).flatMap(({ name, about }) => {
      const marker = markers[bareName(name)]
      return marker && ['none', 'exists'].includes(showingTo(about, role)) ? [{ table, name, about, role, marker }] : []
    }),
  )
  const unnoticed: typeof rules = []
  for (const rule of rules) {
    const { held, contents, whom } = await heldOf(shownAs(rule, 'full'))
    if (markersIn(shownTables(held, contents, whom), [rule.marker]).length === 0) unnoticed.push(rule)
  }
  expect(rules.length).toBeGreaterThan(10)
  expect(
    markersIn(
      shownTables(found.held, found.contents, found.whom),
      rules.map(({ marker }) => marker),
    ),
  ).toEqual([])
  expect(unnoticed.map(({ table, name, role }) => `${table.table}.${name} to ${role}`)).toEqual([])
})

const rules = personalTables(dataMap).flatMap((table) =>
  Object.entries(table.erase).map(([role, how]) => ({ table, role: role as SubjectRole, how })),
)
const exchanged = (table: PersonalTable, other: PersonalTable): DataMap => ({
  ...dataMap,
  tables: dataMap.tables.map((one) => (one === table ? other : one)),
})
const withErase = (table: PersonalTable, role: SubjectRole, how: EraseRow) =>
  exchanged(table, { ...table, erase: { ...table.erase, [role]: how } })
/** Each exchange erases somebody anew: a fifth of the rules a day, another fifth tomorrow, all of them behind the flag. */
const todays = (some: typeof rules) => {
  const day = Math.floor(Date.now() / 86_400_000)
  return process.env['PREAU_FULL'] ? some : some.filter((_, nth) => nth % 5 === day % 5)
}
/** Those of these rules that could be exchanged without anybody noticing. */
const unnoticed = async (some: typeof rules, how: (rule: (typeof rules)[number]) => EraseRow): Promise<string[]> => {
  const quiet: string[] = []
  for (const rule of todays(some))
    if ((await wrongAfter(withErase(rule.table, rule.role, how(rule)), judged())).length === 0)
      quiet.push(`${rule.table.table} ${rule.role}`)
  return quiet
}

test('erased by the map as it stands, the canary is found exactly where the map says that it stays', async () => {
  expect(await wrongAfter(dataMap, judged())).toEqual([])
})

/** A key of the database lets go of a person whenever that person goes, whatever the map says: there is nothing to notice. */
const isHeldByKey = ({ table, role, how }: (typeof rules)[number]) => {
  const links = Object.entries(table.columns).filter(([, column]) => column.kind === 'link' && column.role === role)
  const isKeyed = ([name]: readonly [string, unknown]) =>
    catalogue.references.some((one) => one.table === table.table && one.column === name && one.toTable === 'public.person')
  return how === 'detach' && links.length > 0 && links.every(isKeyed)
}

test('of every rule of erasure: keeping instead turns this test red', async () => {
  const going = rules.filter((rule) => typeof rule.how !== 'object' && !isHeldByKey(rule))
  expect(going.length).toBeGreaterThan(20)
  expect(await unnoticed(going, () => ({ keep: 'accountability' }))).toEqual([])
}, 600_000)

test('of every rule of erasure: deleting what stays for others, for a proof or for a law turns this test red', async () => {
  const staying = rules.filter(({ how }) => how !== 'delete' && how !== 'shred')
  expect(staying.length).toBeGreaterThan(10)
  expect(await unnoticed(staying, ({ table }) => (table.room ? 'shred' : 'delete'))).toEqual([])
}, 600_000)

test('of every rule that a law orders: leaving it out turns this test red', async () => {
  const ordered = personalTables(dataMap).filter(({ retention }) => 'keep' in retention && retention.statutory)
  expect(ordered.length).toBeGreaterThan(0)
  for (const table of ordered) {
    if (!('keep' in table.retention)) continue
    const { statutory: _, ...retention } = table.retention
    expect(await wrongAfter(exchanged(table, { ...table, retention }), judged())).toEqual([
      'the register lacks what the law orders',
    ])
  }
})
