import { type About, type DataMap, type Declared, type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import type { Catalogue, CatalogueColumn } from './catalogue.ts'

/** A rule that the map and the database must keep; each sentence it answers says what is wrong and what to do. */
export type Gate = { name: string; problems: (map: DataMap, catalogue: Catalogue) => string[] }

/** What a gate says of each table about people. */
export const each = <T>(map: DataMap, look: (table: PersonalTable) => T[]): T[] => personalTables(map).flatMap(look)
/** The columns that the database has of a declared table. */
export const columnsOf = (catalogue: Catalogue, { table }: Declared): ReadonlyMap<string, CatalogueColumn> =>
  catalogue.columns.get(table) ?? new Map()

/** Every value of a table about which something is said, in clear or sealed. */
export const valuesOf = (table: PersonalTable): { name: string; about: About }[] =>
  Object.entries(table.columns).flatMap(([name, column]) => {
    if (column.kind === 'personal' || column.kind === 'stored') return [{ name, about: column }]
    if (column.kind !== 'sealed') return []
    return Object.entries(column.fields).flatMap(([field, about]) =>
      about.kind === 'personal' ? [{ name: `${name}.${field}`, about }] : [],
    )
  })
