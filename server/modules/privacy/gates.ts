import { type Column, type DataMap, type PersonalTable, pathsOf } from '#kernel/personal-data.ts'
import type { Catalogue } from './catalogue.ts'
import { columnsOf, each, type Gate } from './gate.ts'
import { gatesOfHistory } from './gates-of-history.ts'
import { gatesOfMeaning } from './gates-of-meaning.ts'
import { namesSomeone, resolve } from './paths.ts'

const declaredAt = 'the data.ts beside its module'
const namelike = /(^|_)(name|names|email|mail|phone|birth|born|ip|note|notes|comment|body|text|title|address|label)(_|$)/
const plainTypes = new Set([
  'uuid',
  'date',
  'timestamptz',
  'time',
  'int2',
  'int4',
  'int8',
  'float8',
  'numeric',
  'bool',
  '_uuid',
  '_int4',
])

const everythingDeclared: Gate = {
  name: 'every column is declared',
  problems: (map, catalogue) => {
    const schemas = new Set(map.schemas.map(({ schema }) => schema))
    const known = new Map(map.tables.map((table) => [table.table, table]))
    return [...catalogue.columns].flatMap(([name, columns]) => {
      if (schemas.has(name.split('.')[0]!)) return []
      const table = known.get(name)
      if (!table)
        return [
          `The table ${name} is not in the data map. Declare it in ${declaredAt}, with personalTable() if a row of it can say anything about anyone, else with plainTable() and the reason.`,
        ]
      return [...columns.keys()]
        .filter((column) => !(column in table.columns))
        .map(
          (column) =>
            `The column ${name}.${column} is not in the data map. Add it to ${name} in ${declaredAt}: personal() or link() if it says something about someone, sealed() if it can hold free text, none() if it says nothing.`,
        )
    })
  },
}

const nothingMissing: Gate = {
  name: 'nothing is declared that is not there',
  problems: (map, catalogue) =>
    map.tables.flatMap((table) => {
      const columns = catalogue.columns.get(table.table)
      if (!columns)
        return [
          `${table.table} is declared, and the database has no such table. Take it out of ${declaredAt}, or write its migration.`,
        ]
      return Object.keys(table.columns)
        .filter((column) => !columns.has(column))
        .map(
          (column) =>
            `${table.table}.${column} is declared, and the database has no such column. Take it out of ${declaredAt}, or write its migration.`,
        )
    }),
}

const namesHaveReasons: Gate = {
  name: 'a column that sounds personal says why it is not',
  problems: (map) => {
    const nameless = (where: string, name: string, column: Column) =>
      column.kind === 'none' && !column.why && namelike.test(name)
        ? [
            `${where}.${name} sounds like something about a person and is declared none(). Declare it personal(), or give the reason: none('why it says nothing about anyone').`,
          ]
        : []
    return map.tables.flatMap(({ table, columns }) =>
      Object.entries(columns).flatMap(([name, column]: [string, Column]) => [
        ...nameless(table, name, column),
        ...(column.kind === 'sealed'
          ? Object.entries(column.fields).flatMap(([field, about]) => nameless(`${table}.${name}`, field, about))
          : []),
      ]),
    )
  },
}

const linksAreLinks: Gate = {
  name: 'a column that names someone says who that is',
  problems: (map, catalogue) =>
    map.tables.flatMap((table) =>
      Object.entries(table.columns).flatMap(([name, column]: [string, Column]) => {
        if (column.kind === 'none')
          return namesSomeone(catalogue, table.table, name)
            ? [
                `${table.table}.${name} refers to a person or an account by foreign key and is declared none(). Declare it link('role') and give the role a path.`,
              ]
            : []
        if (column.kind !== 'link') return []
        const subject = (table as PersonalTable).subjects[column.role]
        const starts = subject ? pathsOf(subject).map(({ path }) => path.split(' -> ')[0]) : []
        return starts.includes(name)
          ? []
          : [
              `${table.table}.${name} is a link to ${column.role}, but no path of that role begins with it. Add path('${name}') to its subjects.`,
            ]
      }),
    ),
}

const clearIsPlain: Gate = {
  name: 'what can hold free text is sealed',
  problems: (map, catalogue) =>
    each(map, (table) =>
      [...columnsOf(catalogue, table).values()].flatMap((column) => {
        const declared = table.columns[column.name]
        const where = `${table.table}.${column.name}`
        if (declared?.kind === 'sealed' || declared?.kind === 'transit')
          return column.type === 'bytea'
            ? []
            : [`${where} is declared sealed but is of the type ${column.type}. A sealed column is bytea.`]
        if (declared?.kind !== 'personal' || plainTypes.has(column.type) || declared.bounded) return []
        if ((column.type === 'text' || column.type === '_text') && column.choices) return []
        return [
          `${where} stands in clear as ${column.type}, and that has room for free text about a person. Put it into the row's sealed column, or give it a check constraint that lists its values.`,
        ]
      }),
    ),
}

const reachesSomeone: Gate = {
  name: 'every path leads to someone',
  problems: (map, catalogue) =>
    each(map, (table) => {
      const roles = Object.entries(table.subjects)
      const broken = roles.flatMap(([role, subject]) =>
        pathsOf(subject).flatMap((path) => {
          const resolved = resolve(catalogue, table.table, path)
          return typeof resolved === 'string'
            ? [
                `${table.table}: the path '${path.path}' of ${role} leads to nobody, since ${resolved}. Write it along foreign keys, as in 'class_id -> enrolment.person_id', or use loose() with the reason why there is no key.`,
              ]
            : []
        }),
      )
      if (roles.length === 0)
        return [
          `${table.table} is declared to be about people, but names none. Add a path to its subjects, or declare it with plainTable().`,
        ]
      return broken
    }),
}

const pathsAreFast: Gate = {
  name: 'every path has an index',
  problems: (map, catalogue) =>
    each(map, (table) =>
      Object.values(table.subjects).flatMap((subject) =>
        pathsOf(subject).flatMap((path) => {
          const resolved = resolve(catalogue, table.table, path)
          if (typeof resolved === 'string' || path.scanned) return []
          const ends = { table: resolved.joins.at(-1)?.table ?? table.table, column: resolved.column }
          const indexed = (catalogue.indexes.get(ends.table) ?? []).some(
            ([first, second]) => first === ends.column || (first === 'school_id' && second === ends.column),
          )
          return indexed
            ? []
            : [
                `${ends.table}.${ends.column} ends a path of ${table.table} and has no index, so that exporting one person would read the whole school. Add to a migration: create index on ${ends.table} (school_id, ${ends.column}); or say with scanned() why the table stays small.`,
              ]
        }),
      ),
    ),
}

/** Every rule, in the order in which a newcomer meets them. */
export const gates: readonly Gate[] = [
  everythingDeclared,
  nothingMissing,
  namesHaveReasons,
  linksAreLinks,
  clearIsPlain,
  reachesSomeone,
  pathsAreFast,
  ...gatesOfMeaning,
  ...gatesOfHistory,
]

/** All that is wrong with a map, in sentences. */
export const problemsOf = (map: DataMap, catalogue: Catalogue): string[] =>
  gates.flatMap(({ problems }) => problems(map, catalogue))
