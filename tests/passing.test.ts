import pg from 'pg'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { passingThings } from '#contract/hand-overs.ts'
import { locales } from '#contract/locales.ts'
import { sentences } from '#i18n/load.ts'
import type { Passings } from '#kernel/passing.ts'
import { type DataMap, link, type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import { type Catalogue, readCatalogue } from '#modules/privacy/catalogue.ts'
import { dataMap, passings } from '#server/registry.ts'

let catalogue: Catalogue
let client: pg.Pool
beforeAll(async () => {
  client = new pg.Pool({ ...inject('cluster'), user: 'preau', database: 'template', max: 1 })
  catalogue = await readCatalogue(client)
  return () => client.end()
})

/** In these a person does something in a row, or gets it; in the others something is said about them. */
const bearing = ['author', 'actor', 'signatory', 'recipient'] as const

/** Where a teacher can stand in a school's rows, and which rows belong to a class: what a hand-over has to know about. */
const places = (map: DataMap, { columns }: Catalogue): string[] => {
  const borne = personalTables(map).flatMap((table) =>
    table.table.startsWith('public.') && !table.room
      ? Object.entries(table.columns).flatMap(([name, column]) =>
          column.kind === 'link' && bearing.some((role) => role === column.role) ? [`${table.table}.${name}`] : [],
        )
      : [],
  )
  const ofClass = [...columns].flatMap(([table, its]) =>
    table.startsWith('public.') && its.has('class_id') ? [`${table}.class_id`] : [],
  )
  return [...borne, ...ofClass]
}

const unsaid = (registry: Passings, map: DataMap, found: Catalogue) =>
  places(map, found)
    .filter((place) => !(place in registry))
    .toSorted()
const gone = (registry: Passings, found: Catalogue) =>
  Object.keys(registry).filter((name) => {
    const at = name.lastIndexOf('.')
    return !found.columns.get(name.slice(0, at))?.has(name.slice(at + 1))
  })

test('of everything that a teacher bears, a room says what becomes of it at a hand-over; and of nothing that is not there', () => {
  expect(unsaid(passings, dataMap, catalogue), 'add a line to the passing.ts beside its module').toEqual([])
  expect(gone(passings, catalogue)).toEqual([])
})

describe('the comparison', () => {
  const withAuthor = (table: PersonalTable): PersonalTable => ({
    ...table,
    columns: { ...table.columns, drafted_by: link('author') },
  })

  test('sees a column that a later room adds', () => {
    const tables = dataMap.tables.map((table) =>
      table.kind === 'personal' && table.table === 'public.file' ? withAuthor(table) : table,
    )
    expect(unsaid(passings, { ...dataMap, tables }, catalogue)).toEqual(['public.file.drafted_by'])
  })

  test('sees a table of a class that a later room adds', () => {
    const column = { table: 'public.post', name: 'class_id', type: 'uuid', choices: false, nullable: false }
    const grown = { ...catalogue, columns: new Map([...catalogue.columns, ['public.post', new Map([['class_id', column]])]]) }
    expect(unsaid(passings, dataMap, grown)).toEqual(['public.post.class_id'])
  })

  test('sees a line about a column that has gone', () => {
    expect(gone({ ...passings, 'public.file.written_by': { how: 'stays', why: 'it was there once' } }, catalogue)).toEqual([
      'public.file.written_by',
    ])
  })
})

test('what is open can be asked of its table, and each stays for a reason that says something', async () => {
  for (const [name, passing] of Object.entries(passings)) {
    if (passing.how === 'stays') expect(passing.why.length, name).toBeGreaterThan(20)
    else await client.query(`select count(*) from ${name.slice(0, name.lastIndexOf('.'))} t where ${passing.open}`)
  }
})

test('each thing that passes is borne by a room, and has words', () => {
  const borne = Object.values(passings).flatMap((passing) => (passing.how === 'with_class' ? [passing.as] : []))
  expect([...borne].toSorted()).toEqual([...passingThings].toSorted())
  for (const locale of locales)
    for (const thing of passingThings)
      expect(sentences('handover', locale)[`handover.passes.${thing}`], `${thing} in ${locale}`).toBeDefined()
})
