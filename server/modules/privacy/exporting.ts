import type { About, PersonalTable } from '#kernel/personal-data.ts'
import type { Showing, SubjectRole } from '#kernel/vocabulary.ts'
import { fileIn, showing } from './exported-files.ts'
import type { Held, Row, Whom } from './walking.ts'

/** A value as it is handed out: itself, or that there is one. */
export type Shown = string | number | boolean | null | readonly Shown[] | { readonly [name: string]: Shown }
/** One row as it is handed out; `as`: how the person stands to it. */
export type ShownRow = { as: string[]; values: Record<string, Shown> }
export type ShownTable = { table: string; rows: ShownRow[] }

const plain = (value: unknown): Shown => {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
  return typeof value === 'number' || typeof value === 'boolean' ? value : `${value}`
}

/** A value without what names somebody else. */
export const without = (value: unknown, omits: readonly string[] = []): unknown =>
  typeof value === 'object' && value !== null && omits.length
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !omits.includes(name)))
    : value

const put = (values: Record<string, Shown>, name: string, how: Showing, value: unknown, isFree: boolean) => {
  if (how === 'none' || value === null || value === undefined) return
  values[name] = how === 'exists' || (how === 'extract' && isFree) ? { held: true } : plain(value)
}

/** Whoever else stands in a row is shown as what they are, never as who. */
const someone = (id: unknown, role: SubjectRole, { personId, accounts }: Whom): Shown =>
  id === null ? null : id === personId || accounts.includes(`${id}`) ? 'self' : { someone: role }

type FieldsOf = Readonly<Record<string, { kind: string } | (About & { kind: 'personal' })>>
const portableFields = (fields: FieldsOf): FieldsOf =>
  Object.fromEntries(Object.entries(fields).filter(([, field]) => !('origin' in field) || portable(field)))

const sealedValues = (
  values: Record<string, Shown>,
  fields: FieldsOf,
  roles: ReadonlySet<SubjectRole>,
  content: Row | undefined,
) => {
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind !== 'personal') continue
    const how = showing(field as About, roles)
    const value = without(name === '*' ? content : content?.[name], (field as About).omits)
    put(values, name, content ? how : how === 'none' ? 'none' : 'exists', content ? value : true, true)
  }
}

/**
 * Whether anything of a row is shown to someone in these roles. What a table shows to nobody in a role is not listed for them either: that
 * there is such a row would say as much as the row.
 */
export const isShown = ({ table, roles }: Held): boolean => {
  const values = Object.values(table.columns).flatMap((column) =>
    column.kind === 'personal'
      ? [column]
      : column.kind === 'sealed'
        ? Object.values(column.fields).filter((field) => field.kind === 'personal')
        : [],
  )
  return values.length === 0 || values.some((about) => showing(about, roles) !== 'none')
}

/** What a person may carry to another service: what they gave, and what was observed of them; not what was concluded, or came from elsewhere. */
const portable = ({ origin }: About) => origin === 'provided' || origin === 'observed'

const shownRow = (one: Held, content: Row | undefined, whom: Whom, isPortable: boolean): ShownRow => {
  const { table, row, roles, covered } = one
  if (covered !== undefined) return { as: [...roles].sort(), values: { covered } }
  const values: Record<string, Shown> = {}
  for (const [name, column] of Object.entries(table.columns)) {
    if (isPortable && (column.kind === 'personal' || column.kind === 'stored') && !portable(column)) continue
    if (column.kind === 'link') values[name] = someone(row[name], column.role, whom)
    else if (column.kind === 'stored') {
      const how = showing(column, roles)
      const file = fileIn(one, content)
      if (how !== 'none') values[name] = file ? { file: file.path } : { held: true }
    } else if (column.kind === 'personal') put(values, name, showing(column, roles), row[name], false)
    else if (column.kind === 'sealed' && row[name])
      sealedValues(values, isPortable ? portableFields(column.fields) : column.fields, roles, content)
  }
  return { as: [...roles].sort(), values }
}

/** Everything that is held about someone, table by table, as the map shows it to each role; third persons are masked. */
export const shownTables = (
  held: readonly Held[],
  contents: ReadonlyMap<Held, Row>,
  whom: Whom,
  isPortable = false,
): ShownTable[] =>
  [...Map.groupBy(held, ({ table }) => table)].map(([table, rows]: [PersonalTable, Held[]]) => ({
    table: table.table,
    rows: rows.map((one) => shownRow(one, contents.get(one), whom, isPortable)),
  }))
