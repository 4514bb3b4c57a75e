import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import { personalTables, showingTo } from '#kernel/personal-data.ts'
import { asSchool } from '#kernel/system.ts'
import { type Catalogue, readCatalogue } from '#modules/privacy/catalogue.ts'
import type { ShownTable } from '#modules/privacy/exporting.ts'
import { valuesOf } from '#modules/privacy/gate.ts'
import { dataMap } from '#server/registry.ts'
import { fileKey, survivingFileKey, writeFile } from '#vault/files.ts'
import { openGarden } from './canary/garden.ts'
import { bareName, type Judged, lacking, only, residue } from './canary/judging.ts'
import { type Family, plant } from './canary/planting.ts'
import { placesOf } from './canary/searching.ts'
import { openWorld, type Person, person, type World } from './world.ts'

let world: World
let office: Person
let catalogue: Catalogue
let canary: Family
let neighbour: Family
beforeAll(async () => {
  world = await openWorld()
  office = await person(world, { name: 'Inès Office', role: 'office' })
  catalogue = await readCatalogue(world.owner)
  const garden = await openGarden(world, dataMap, catalogue)
  canary = await plant(garden, 'canary')
  neighbour = await plant(garden, 'neighbour')
}, 60_000)
afterAll(() => world.close())
const judged = (): Judged => ({ world, catalogue, canary })

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

test('erased for good, not a row of the canary opens any more, and the neighbour lost nothing', async () => {
  const before = await exported(neighbour)
  const file = await fileOf(canary)
  const reply = await office.ask(erasePerson, { params: { id: canary.personId }, body: {} })
  expect(reply.status, reply.text).toBe(200)
  const ask = async (text: string, parameters: unknown[]) => (await world.owner.query<{ place: string }>(text, parameters)).rows
  expect(await residue(ask, judged())).toEqual([])
  expect((await exported(neighbour)).tables).toEqual(before.tables)
  const { installation, schoolId } = world
  const key = (id: string) => inSchool(({ tx }) => survivingFileKey(installation.vault, tx, schoolId, id))
  await expect(key(file.id)).rejects.toMatchObject({ code: 'vault.erased' })
  expect((await key((await fileOf(neighbour)).id)).raw).toHaveLength(32)
  expect(await placesOf(ask, only(catalogue, 'public.discarded_object'), [file.object])).toEqual([
    'public.discarded_object.object',
  ])
  expect(filesWith(world.settings.data, 'cnry-')).toEqual([])
  expect(JSON.stringify(world.mails)).not.toContain('cnry-')
})
