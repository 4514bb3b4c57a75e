import { readFileSync } from 'node:fs'
import pg from 'pg'
import { beforeAll, expect, inject, test } from 'vitest'
import { schooling } from '#kernel/grounds.ts'
import {
  type DataMap,
  gatherMap,
  link,
  loose,
  none,
  type PersonalTable,
  path,
  personal,
  personalTable,
  personalTables,
} from '#kernel/personal-data.ts'
import { type Catalogue, type CatalogueColumn, readCatalogue } from '#modules/privacy/catalogue.ts'
import { gates, problemsOf } from '#modules/privacy/gates.ts'
import { printWalls } from '#modules/privacy/walls.ts'
import { dataMap } from '#server/registry.ts'

let catalogue: Catalogue
beforeAll(async () => {
  const client = new pg.Pool({ ...inject('cluster'), user: 'preau', database: 'template', max: 1 })
  catalogue = await readCatalogue(client)
  await client.end()
})

const value = { category: 'school.conduct', level: 'L2', export: 'full', origin: 'provided', rectify: 'office' } as const

/** The map with one table spoiled. */
const spoiled = (name: string, spoil: (table: PersonalTable) => object): DataMap => ({
  ...dataMap,
  tables: dataMap.tables.map((table) =>
    table.table === name ? ({ ...table, ...spoil(table as PersonalTable) } as PersonalTable) : table,
  ),
})
const withColumn = (name: string, column: string, declared: object) =>
  spoiled(name, ({ columns }) => ({ columns: { ...columns, [column]: declared } }))
/** The database with one more column. */
const grown = (table: string, name: string, type: string, choices = false): Catalogue => {
  const column: CatalogueColumn = { table, name, type, choices, nullable: true }
  return {
    ...catalogue,
    columns: new Map([...catalogue.columns, [table, new Map([...(catalogue.columns.get(table) ?? []), [name, column]])]]),
  }
}

test('every column of every table says whose it is, why it is held, for how long, and what erasing does', () => {
  expect(problemsOf(dataMap, catalogue)).toEqual([])
})

const broken: { gate: string; map?: () => DataMap; in?: () => Catalogue; says: string }[] = [
  {
    gate: 'every column is declared',
    in: () => grown('public.enrolment', 'remark', 'text'),
    says: 'The column public.enrolment.remark is not in the data map. Add it to public.enrolment in the data.ts beside its module: personal() or link() if it says something about someone, sealed() if it can hold free text, none() if it says nothing.',
  },
  {
    gate: 'every column is declared',
    in: () => grown('public.diary', 'id', 'uuid'),
    says: 'The table public.diary is not in the data map. Declare it in the data.ts beside its module, with personalTable() if a row of it can say anything about anyone, else with plainTable() and the reason.',
  },
  {
    gate: 'nothing is declared that is not there',
    map: () => withColumn('public.person', 'shoe_size', none()),
    says: 'public.person.shoe_size is declared, and the database has no such column. Take it out of the data.ts beside its module, or write its migration.',
  },
  {
    gate: 'a column that sounds personal says why it is not',
    map: () => withColumn('public.person', 'born_on', none()),
    says: "public.person.born_on sounds like something about a person and is declared none(). Declare it personal(), or give the reason: none('why it says nothing about anyone').",
  },
  {
    gate: 'a column that names someone says who that is',
    map: () => withColumn('public.enrolment', 'person_id', none()),
    says: "public.enrolment.person_id refers to a person or an account by foreign key and is declared none(). Declare it link('role') and give the role a path.",
  },
  {
    gate: 'a column that names someone says who that is',
    map: () => withColumn('public.enrolment', 'class_id', link('self')),
    says: "public.enrolment.class_id is a link to self, but no path of that role begins with it. Add path('class_id') to its subjects.",
  },
  {
    gate: 'what can hold free text is sealed',
    in: () => grown('public.person', 'remark', 'text'),
    map: () => withColumn('public.person', 'remark', personal(value)),
    says: "public.person.remark stands in clear as text, and that has room for free text about a person. Put it into the row's sealed column, or give it a check constraint that lists its values.",
  },
  {
    gate: 'every path leads to someone',
    map: () => spoiled('public.enrolment', ({ subjects }) => ({ subjects: { ...subjects, self: path('class_id') } })),
    says: "public.enrolment: the path 'class_id' of self leads to nobody, since public.enrolment.class_id refers to no person and no account. Write it along foreign keys, as in 'class_id -> enrolment.person_id', or use loose() with the reason why there is no key.",
  },
  {
    gate: 'every path leads to someone',
    map: () => spoiled('public.class', () => ({ subjects: { member: path('id -> person_role.person_id') } })),
    says: "public.class: the path 'id -> person_role.person_id' of member leads to nobody, since no foreign key leads from public.class.id to public.person_role. Write it along foreign keys, as in 'class_id -> enrolment.person_id', or use loose() with the reason why there is no key.",
  },
  {
    gate: 'every path leads to someone',
    map: () => spoiled('public.enrolment', () => ({ subjects: {}, columns: {} })),
    says: 'public.enrolment is declared to be about people, but names none. Add a path to its subjects, or declare it with plainTable().',
  },
  {
    gate: 'every path has an index',
    map: () =>
      spoiled('public.guardianship', ({ subjects }) => ({ subjects: { ...subjects, actor: loose('document_id', 'a test') } })),
    says: 'public.guardianship.document_id ends a path of public.guardianship and has no index, so that exporting one person would read the whole school. Add to a migration: create index on public.guardianship (school_id, document_id); or say with scanned() why the table stays small.',
  },
  {
    gate: 'what is sensitive can be asked for',
    map: () => withColumn('public.guardianship', 'preset', personal({ ...value, level: 'L3', export: 'none' })),
    says: 'public.guardianship.preset is L3 and nobody gets to see it in an export. People may ask for what is most sensitive above all: export it to someone.',
  },
  {
    gate: 'what is sensitive can be asked for',
    map: () => withColumn('public.guardianship', 'preset', personal({ ...value, category: 'support.health' })),
    says: 'public.guardianship.preset is support.health, which law protects specially, and is declared L2. Declare it L3 or L4.',
  },
  {
    gate: 'every retention can be reckoned',
    map: () =>
      spoiled('public.enrolment', () => ({
        retention: { anchor: { day: 'class_id -> class.school_year_id' }, keep: 'P1Y', end: 'erase' },
      })),
    says: 'public.enrolment: its time is reckoned from public.class.school_year_id, which is uuid. Name a date or an instant.',
  },
  {
    gate: 'every retention can be reckoned',
    map: () => spoiled('public.enrolment', () => ({ retention: { anchor: { with: 'payer' } } })),
    says: 'public.enrolment is kept as long as its payer, but has no such subject. Name one of: self, actor.',
  },
  {
    gate: 'every erasure can be carried out',
    map: () => spoiled('public.enrolment', () => ({ erase: { self: 'detach' } })),
    says: "public.enrolment.person_id cannot be emptied when self is erased: it is not null and a foreign key. Allow null, or say 'delete'.",
  },
  {
    gate: 'every erasure can be carried out',
    map: () => spoiled('public.person', () => ({ erase: { self: 'shred' } })),
    says: "public.person: erasing self would shred a key of the row's own, and it has none. Seal it under a snapshot or file, or say 'delete'.",
  },
  {
    gate: 'what somebody merely did is a number when its year is over',
    map: () =>
      spoiled('public.post_reaction', () => ({ retention: { anchor: { column: 'made_at' }, keep: 'P12M', end: 'erase' } })),
    says: "public.post_reaction says only that somebody did something, and for longer than the year in which they did. Let a number be left of it, with end: 'anonymise'; or say in history why it is kept.",
  },
  {
    gate: 'what becomes a number counts people, for a class, and holds no words',
    map: () =>
      spoiled('public.post_reaction', ({ retention }) => ({ retention: { ...retention, by: 'post_id -> post.author_id' } })),
    says: "public.post_reaction: 'post_id -> post.author_id' leads to no class, over other tables. Name the class for which a row counts.",
  },
  {
    gate: 'what becomes a number counts people, for a class, and holds no words',
    map: () => withColumn('public.post_reaction', 'person_id', none()),
    says: "public.post_reaction becomes a number, and names nobody as self. So many people cannot be counted: add link('self').",
  },
  {
    gate: 'what becomes a number counts people, for a class, and holds no words',
    map: () =>
      withColumn(
        'public.post_reaction',
        'sealed',
        personalTables(dataMap).find(({ table }) => table === 'public.post')!.columns['sealed']!,
      ),
    says: 'public.post_reaction becomes a number, and holds words. What somebody wrote is erased, not counted.',
  },
  {
    gate: 'every sealed column has an owner that is there',
    map: () =>
      spoiled('public.person', ({ columns }) => ({ columns: { ...columns, sealed: { ...columns['sealed'], row: 'number' } } })),
    says: "public.person.sealed is sealed for the id in number, which is no column of it. Name the column that holds the owner's id.",
  },
]

test.each(broken)('$gate, or: $says', ({ gate, map, in: changed, says }) => {
  const found = gates.find(({ name }) => name === gate)
  expect(found?.problems(map?.() ?? dataMap, changed?.() ?? catalogue)).toContain(says)
})

test('every rule has been seen to fail', () => {
  expect(new Set(broken.map(({ gate }) => gate))).toEqual(new Set(gates.map(({ name }) => name)))
})

test('a table that two modules declare is refused', () => {
  expect(() => gatherMap(...dataMap.tables, dataMap.tables[0]!)).toThrow('two modules declare the table')
})

test('a declaration without level, basis or retention, or with a role that leads to nobody, does not compile', () => {
  const row = {
    table: 'public.diary',
    purposes: ['self'],
    restrict: 'mask',
    recipients: [],
    changes: 'logged',
    basis: schooling,
    retention: { anchor: { with: 'self' } },
  } as const
  const { basis: _, ...baseless } = row
  const { retention: __, ...endless } = row
  const subjects = { self: path('person_id') }
  const good = { subjects, erase: { self: 'delete' }, columns: { person_id: link('self') } } as const
  personalTable({ ...row, ...good })
  // @ts-expect-error on what basis it is held is missing
  personalTable({ ...baseless, ...good })
  // @ts-expect-error for how long it is kept is missing
  personalTable({ ...endless, ...good })
  // @ts-expect-error what erasing does for this subject is missing
  personalTable({ ...row, ...good, erase: {} })
  // @ts-expect-error nobody stands to the row in this role
  personalTable({ ...row, ...good, columns: { person_id: link('author') } })
  // @ts-expect-error how sensitive it is is missing
  personal({ category: 'school.conduct', export: 'full', origin: 'provided', rectify: 'office' })
})

test('walls and triggers are those that the map says', () => {
  const printed = readFileSync(new URL('../server/modules/privacy/policies.sql', import.meta.url), 'utf8')
  expect(printed, 'a data.ts was changed: npm run db:walls').toBe(printWalls(dataMap, catalogue))
})
