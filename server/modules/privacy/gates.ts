import type { Catalogue, CatalogueColumn } from '#kernel/catalogue.ts'
import { namesSomeone, resolve } from '#kernel/paths.ts'
import {
  type About,
  type Column,
  type DataMap,
  type Declared,
  type PersonalTable,
  pathsOf,
  personalTables,
  sealedIn,
} from '#kernel/personal-data.ts'
import { categories } from '#kernel/vocabulary.ts'

/** A rule that the map and the database must keep; each sentence it answers says what is wrong and what to do. */
export type Gate = { name: string; problems: (map: DataMap, catalogue: Catalogue) => string[] }

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
const dayTypes = new Set(['date', 'timestamptz'])

const each = <T>(map: DataMap, look: (table: PersonalTable) => T[]) => personalTables(map).flatMap(look)
const columnsOf = (catalogue: Catalogue, { table }: Declared) =>
  catalogue.columns.get(table) ?? new Map<string, CatalogueColumn>()

/** Every value of a table about which something is said, in clear or sealed. */
export const valuesOf = (table: PersonalTable): { name: string; about: About }[] =>
  Object.entries(table.columns).flatMap(([name, column]) => {
    if (column.kind === 'personal') return [{ name, about: column }]
    if (column.kind !== 'sealed') return []
    return Object.entries(column.fields).flatMap(([field, about]) =>
      about.kind === 'personal' ? [{ name: `${name}.${field}`, about }] : [],
    )
  })

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

const sensitiveIsShown: Gate = {
  name: 'what is sensitive can be asked for',
  problems: (map) =>
    each(map, (table) =>
      valuesOf(table).flatMap(({ name, about }) => {
        const shown =
          typeof about.export === 'string'
            ? about.export !== 'none'
            : Object.values(about.export).some((showing) => showing !== 'none')
        const isSpecial = 'special' in categories[about.category]
        const isLow = about.level === 'L1' || about.level === 'L2'
        return [
          ...(!isLow && !shown
            ? [
                `${table.table}.${name} is ${about.level} and nobody gets to see it in an export. People may ask for what is most sensitive above all: export it to someone.`,
              ]
            : []),
          ...(isSpecial && isLow
            ? [
                `${table.table}.${name} is ${about.category}, which law protects specially, and is declared ${about.level}. Declare it L3 or L4.`,
              ]
            : []),
        ]
      }),
    ),
}

const retentionRuns: Gate = {
  name: 'every retention can be reckoned',
  problems: (map, catalogue) =>
    each(map, (table) => {
      const { anchor } = table.retention
      if ('with' in anchor)
        return anchor.with === 'row' || anchor.with in table.subjects
          ? []
          : [
              `${table.table} is kept as long as its ${anchor.with}, but has no such subject. Name one of: ${Object.keys(table.subjects).join(', ')}.`,
            ]
      const resolved = resolve(catalogue, table.table, { path: 'day' in anchor ? anchor.day : anchor.column }, 'value')
      if (typeof resolved === 'string')
        return [
          `${table.table}: its time cannot be reckoned, since ${resolved}. Name a date or instant column, or a path to one.`,
        ]
      const { table: at = table.table } = resolved.joins.at(-1) ?? {}
      const type = catalogue.columns.get(at)?.get(resolved.column)?.type ?? ''
      const { breaker } = 'keep' in table.retention ? table.retention : {}
      return [
        ...(dayTypes.has(type)
          ? []
          : [`${table.table}: its time is reckoned from ${at}.${resolved.column}, which is ${type}. Name a date or an instant.`]),
        ...(breaker && !columnsOf(catalogue, table).has(breaker)
          ? [`${table.table}: its breaker ${breaker} is no column of it. Name the column of the last activity.`]
          : []),
      ]
    }),
}

const erasingWorks: Gate = {
  name: 'every erasure can be carried out',
  problems: (map, catalogue) =>
    each(map, (table) => {
      const own = sealedIn(table)?.column.owners.some(({ kind }) => kind === 'snapshot' || kind === 'file')
      return Object.entries(table.erase).flatMap(([role, how]) => {
        const links = Object.entries(table.columns).filter(([, column]) => column.kind === 'link' && column.role === role)
        if (how === 'shred' && !table.room && !own)
          return [
            `${table.table}: erasing ${role} would shred a key of the row's own, and it has none. Seal it under a snapshot or file, or say 'delete'.`,
          ]
        if (how !== 'detach') return []
        if (links.length === 0)
          return [`${table.table}: erasing ${role} would detach a link, and there is none. Declare the column link('${role}').`]
        const stuck = links.filter(
          ([name]) => namesSomeone(catalogue, table.table, name) && !columnsOf(catalogue, table).get(name)?.nullable,
        )
        return stuck.map(
          ([name]) =>
            `${table.table}.${name} cannot be emptied when ${role} is erased: it is not null and a foreign key. Allow null, or say 'delete'.`,
        )
      })
    }),
}

const sealsFit: Gate = {
  name: 'every sealed column has an owner that is there',
  problems: (map, catalogue) =>
    each(map, (table) => {
      const sealed = sealedIn(table)
      if (!sealed) return []
      const needed = [sealed.column.row, ...sealed.column.owners.flatMap((owner) => ('column' in owner ? [owner.column] : []))]
      return needed
        .filter((name) => !columnsOf(catalogue, table).has(name))
        .map(
          (name) =>
            `${table.table}.${sealed.name} is sealed for the id in ${name}, which is no column of it. Name the column that holds the owner's id.`,
        )
    }),
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
  sensitiveIsShown,
  retentionRuns,
  erasingWorks,
  sealsFit,
]

/** All that is wrong with a map, in sentences. */
export const problemsOf = (map: DataMap, catalogue: Catalogue): string[] =>
  gates.flatMap(({ problems }) => problems(map, catalogue))
