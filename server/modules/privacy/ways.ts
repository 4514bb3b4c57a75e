import { type PersonalTable, pathsOf } from '#kernel/personal-data.ts'
import type { Catalogue } from './catalogue.ts'
import { type Resolved, resolve } from './paths.ts'

/** A role of a table, its path and where that leads. */
export type Way = { table: PersonalTable; role: string; first: string; resolved: Resolved }

/** The paths of a table, resolved; a map that the gates refuse has none. */
export const waysOf = (catalogue: Catalogue, table: PersonalTable): Way[] =>
  Object.entries(table.subjects).flatMap(([role, subject]) =>
    pathsOf(subject).flatMap((path) => {
      const resolved = resolve(catalogue, table.table, path)
      return typeof resolved === 'string' ? [] : [{ table, role, first: path.path.split(' -> ')[0] ?? '', resolved }]
    }),
  )
