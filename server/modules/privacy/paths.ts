import type { Path } from '#kernel/personal-data.ts'
import type { Catalogue } from './catalogue.ts'

/** One table further: `column` of the row before equals `by` of a row here. */
export type Join = { table: string; column: string; by: string }
/** A path that leads somewhere: over which tables, and which column of the last one names whom. */
export type Resolved = { joins: readonly Join[]; column: string; to: 'person' | 'account' | 'value' }

const full = (name: string) => (name.includes('.') ? name : `public.${name}`)

/** What a column stands for: itself, and whatever it refers to, however far. */
const meanings = (catalogue: Catalogue, table: string, column: string): Set<string> => {
  const found = new Set<string>()
  const look = (one: string, of: string) => {
    const name = `${one}.${of}`
    if (found.has(name)) return
    found.add(name)
    for (const reference of catalogue.references)
      if (reference.table === one && reference.column === of) look(reference.toTable, reference.toColumn)
  }
  look(table, column)
  return found
}

const share = (a: Set<string>, b: Set<string>) => [...a].some((one) => b.has(one))
const columnsOf = (catalogue: Catalogue, table: string) => [...(catalogue.columns.get(table)?.keys() ?? [])]

/** The column of the next table that stands for the same thing: what is referred to, before what merely refers to the same. */
const joining = (catalogue: Catalogue, table: string, column: string, next: string): readonly string[] => {
  const here = meanings(catalogue, table, column)
  const direct = columnsOf(catalogue, next).filter((name) => here.has(`${next}.${name}`) && !(next === table && name === column))
  if (direct.length > 0) return direct
  return columnsOf(catalogue, next).filter(
    (name) => !(next === table && name === column) && share(meanings(catalogue, next, name), here),
  )
}

const step = /^(?<table>[a-z_.]+?)(?:\[(?<by>[a-z_]+)\])?\.(?<column>[a-z_]+)$/

/** Follows a path by foreign keys; a sentence where it leads nowhere. */
export const resolve = (
  catalogue: Catalogue,
  from: string,
  { path, loose, to }: Path,
  wanted: 'subject' | 'value' = 'subject',
): Resolved | string => {
  const [first = '', ...rest] = path.split(' -> ')
  if (!catalogue.columns.get(from)?.has(first)) return `${from} has no column ${first}`
  const joins: Join[] = []
  let [table, column] = [from, first]
  for (const written of rest) {
    const groups = step.exec(written)?.groups
    const [next, last] = [full(groups?.['table'] ?? ''), groups?.['column'] ?? '']
    if (!groups || !catalogue.columns.get(next)?.has(last)) return `there is no ${written}`
    const by = groups['by'] ? [groups['by']] : joining(catalogue, table, column, next)
    if (by.length !== 1)
      return by.length
        ? `${next} can be joined by ${by.join(' or ')}: write ${next}[${by[0]}].${last}`
        : `no foreign key leads from ${table}.${column} to ${next}`
    if (!catalogue.columns.get(next)?.has(by[0]!)) return `${next} has no column ${by[0]}`
    joins.push({ table: next, column, by: by[0]! })
    ;[table, column] = [next, last]
  }
  if (wanted === 'value') return { joins, column, to: 'value' }
  if (loose) return { joins, column, to: to ?? 'person' }
  const meant = meanings(catalogue, table, column)
  if (meant.has('public.person.id')) return { joins, column, to: 'person' }
  if (meant.has('directory.account.id')) return { joins, column, to: 'account' }
  return `${table}.${column} refers to no person and no account`
}

/** Whether a column stands for one of these, by its foreign keys. */
export const isMeant = (catalogue: Catalogue, table: string, column: string, wanted: readonly string[]): boolean => {
  const meant = meanings(catalogue, table, column)
  return wanted.some((one) => meant.has(one))
}

/** Whether a column names a person or an account, by its foreign keys. */
export const namesSomeone = (catalogue: Catalogue, table: string, column: string): boolean => {
  return isMeant(catalogue, table, column, ['public.person.id', 'directory.account.id'])
}
