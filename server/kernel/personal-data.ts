import type { Purpose } from '#contract/purposes.ts'
import type { OwnerKind } from '#vault/owners.ts'
import type { SealedTable } from '#vault/tables.ts'
import type { Basis } from './grounds.ts'
import type { Ending, Retention } from './retention.ts'
import type {
  Category,
  EraseField,
  EraseRow,
  Level,
  Origin,
  Recipient,
  Rectifier,
  Research,
  Restriction,
  Showing,
  SubjectRole,
} from './vocabulary.ts'

/**
 * How a row reaches a person or an account. `person_id`; `class_id -> enrolment.person_id`; where a table could be joined in two ways,
 * `pupil_id -> guardianship[pupil_id].guardian_id`. `loose`: a column without a foreign key, since it may name nobody; says why.
 */
export type Path = {
  readonly path: string
  readonly loose?: string
  readonly to?: 'person' | 'account'
  readonly scanned?: string
}
/** The rows of a log are about whomever the row is about that they tell of. */
export type ByRow = { readonly byRow: { table: string; id: string } }

/** A path that foreign keys must lead along. */
export const path = (steps: string): Path => ({ path: steps })
/** A path by a column without a foreign key, and why it has none. */
export const loose = (column: string, why: string, to: 'person' | 'account' = 'person'): Path => ({
  path: column,
  loose: why,
  to,
})
/** The id of an actor has no foreign key: it may be the school itself, and outlives the person as nobody's. */
export const actorIn = (column: string): Path => loose(column, 'may be the school itself')

/** A path without an index, and why its table stays small. */
export const scanned = (on: Path, why: string): Path => ({ ...on, scanned: why })

/** What is said of one value about a person. */
export type About<R extends SubjectRole = SubjectRole> = {
  readonly category: Category
  readonly level: Exclude<Level, 'L0'>
  /** To whom an export shows it how; one word for everyone. */
  readonly export: Showing | { readonly [role in R]?: Showing }
  readonly origin: Origin
  readonly rectify: Rectifier
  readonly erase?: EraseField
  readonly research?: Research
  /** Stays readable to teachers for guidance after the pupil has left. */
  readonly guidance?: boolean
  /** Keys within the value that name somebody else: an export leaves them out. */
  readonly omits?: readonly string[]
}

type None = { readonly kind: 'none'; readonly why?: string }
type Link<R extends SubjectRole> = { readonly kind: 'link'; readonly role: R }
type Clear<R extends SubjectRole> = About<R> & {
  readonly kind: 'personal' /** for a short text that is no enumeration: what bounds it */
  readonly bounded?: string
}
type Digest = { readonly kind: 'digest'; readonly why: string }
/** The bytes that a row stands for: in the store, sealed under a key of the row's own. Columns and a sealed field say where and what they are. */
type Stored<R extends SubjectRole> = About<R> & {
  readonly kind: 'stored'
  readonly bytes: {
    /** Whose key it is, and to what the bytes are bound. */
    readonly key: string
    readonly size: string
    readonly type: string
    /** The sealed field with the name that it had where it came from. */
    readonly name: string
    /** The rows whose bytes may be handed out. */
    readonly when: { readonly column: string; readonly is: string }
  }
}
type Transit = { readonly kind: 'transit'; readonly why: string }
/** Whose key seals a column: the owner of the id in a column of the row, or an epoch of a retention class. */
export type KeyOwner =
  | { readonly kind: Exclude<OwnerKind, 'epoch'>; readonly column: string }
  | { readonly kind: 'epoch'; readonly retentionClass: string }
export type Fields<R extends SubjectRole> = Readonly<Record<string, None | Clear<R>>>
type Sealed<R extends SubjectRole> = {
  readonly kind: 'sealed'
  readonly of: SealedTable<object>
  /** The column that holds the id that the blob is bound to. */
  readonly row: string
  /** `all`: dies with the first of them; one: with it. */
  readonly owners: readonly KeyOwner[]
  readonly fields: Fields<R>
}
export type Column<R extends SubjectRole = SubjectRole> = None | Link<R> | Clear<R> | Stored<R> | Digest | Transit | Sealed<R>

/** Says nothing about anyone. A name that sounds otherwise needs the reason. */
export const none = (why?: string): None => ({ kind: 'none', ...(why ? { why } : {}) })
/** The id of the one who stands to the row in a role. */
export const link = <R extends SubjectRole>(role: R): Link<R> => ({ kind: 'link', role })
/** A value about a person that stands in clear: an id, a date, a number, a boolean or an enumeration. */
export const personal = <R extends SubjectRole>(about: About<R> & { bounded?: string }): Clear<R> => ({
  kind: 'personal',
  ...about,
})
/** The name under which a file lies in the store; the file goes to whomever an export shows it. */
export const stored = <R extends SubjectRole>(about: About<R>, bytes: Stored<R>['bytes']): Stored<R> => ({
  kind: 'stored',
  ...about,
  bytes,
})
/** A keyed or one-way digest, from which nobody can read what went in. */
export const digest = (why: string): Digest => ({ kind: 'digest', why })
/** A sealed blob on its way to another table, bound to its place there. */
export const transit = (why: string): Transit => ({ kind: 'transit', why })
/** The fields of a sealed row: every key of its content is declared, or it does not compile. */
export const sealed = <R extends SubjectRole, C extends object>(
  of: SealedTable<C>,
  owners: readonly KeyOwner[],
  fields: { readonly [field in keyof Required<C> & string]: None | Clear<R> },
  row = 'id',
): Sealed<R> => ({ kind: 'sealed', of: of as SealedTable<object>, row, owners, fields })

/** A table that holds something about people. */
export type PersonalTable<R extends SubjectRole = SubjectRole> = {
  readonly kind: 'personal'
  /** With its schema: `public.person`. */
  readonly table: string
  readonly subjects: { readonly [role in R]?: Path | ByRow | readonly Path[] }
  readonly purposes: readonly [Purpose, ...Purpose[]]
  readonly basis: Basis
  readonly retention: Retention
  /** What of it ends sooner, by a job of its own. */
  readonly sooner?: readonly Ending[]
  readonly erase: { readonly [role in R]?: EraseRow }
  readonly restrict: Restriction
  readonly recipients: readonly Recipient[]
  /**
   * Whoever asks for a child sees only those rows of the child in which they stand themselves: they would tell of other guardians.
   * All rows of the table, or those where a column says so.
   */
  readonly apart?: true | { readonly column: string; readonly is: string | readonly string[] }
  /** Whether the change log follows it, or why not. */
  readonly changes: 'logged' | { readonly exempt: string }
  /** The row itself says who made it and when: the log begins with its first change. For tables that are written by the ten thousand. */
  readonly making?: 'in_row'
  /** The room that alone may change its rows. */
  readonly room?: 'vault' | 'ledger'
  readonly columns: Readonly<Record<string, Column<R>>>
}
/** A table that says nothing about anyone, and why that is so. */
export type PlainTable = {
  readonly kind: 'plain'
  readonly table: string
  readonly why: string
  readonly columns: Readonly<Record<string, None>>
}
/** A schema whose tables are another program's: declared as a whole. */
export type ForeignSchema = { readonly kind: 'schema'; readonly schema: string; readonly why: string }

export type Declared = PersonalTable | PlainTable
export type DataMap = { readonly tables: readonly Declared[]; readonly schemas: readonly ForeignSchema[] }

type Subjects = { readonly [role in SubjectRole]?: Path | ByRow | readonly Path[] }
type Declaration<S extends Subjects> = Omit<PersonalTable, 'kind' | 'subjects' | 'erase' | 'columns'> & {
  readonly subjects: S
  readonly erase: NoInfer<{ readonly [role in keyof S]: EraseRow }>
  readonly columns: Readonly<Record<string, Column<NoInfer<keyof S & SubjectRole>>>>
}
/** Declares a table about people; what is missing, or a role that leads to nobody, does not compile. */
export const personalTable = <const S extends Subjects>(row: Declaration<S>): PersonalTable =>
  ({ kind: 'personal', ...row }) as unknown as PersonalTable
/** Declares a table that is about nobody. */
export const plainTable = (table: string, why: string, columns: PlainTable['columns'] | readonly string[]): PlainTable => ({
  ...{ kind: 'plain', table, why },
  columns: isNames(columns) ? Object.fromEntries(columns.map((name) => [name, none()])) : columns,
})
/** Declares all tables of a schema at once. */
export const foreignSchema = (schema: string, why: string): ForeignSchema => ({ kind: 'schema', schema, why })

const isNames = (columns: PlainTable['columns'] | readonly string[]): columns is readonly string[] => Array.isArray(columns)

/** Gathers declarations and refuses a table that two modules declare. */
export const gatherMap = (...declared: readonly (Declared | ForeignSchema)[]): DataMap => {
  const tables = declared.filter((row) => row.kind !== 'schema')
  const names = tables.map(({ table }) => table)
  const twice = names.find((name, nth) => names.indexOf(name) !== nth)
  if (twice) throw new Error(`two modules declare the table ${twice}: keep the declaration of the module that owns it`)
  return { tables, schemas: declared.filter((row) => row.kind === 'schema') }
}

/** The tables about people. */
export const personalTables = (map: DataMap): readonly PersonalTable[] => map.tables.filter((row) => row.kind === 'personal')
/** The paths of a role. */
export const pathsOf = (subject: Path | ByRow | readonly Path[]): readonly Path[] =>
  'byRow' in subject ? [] : 'path' in subject ? [subject] : subject
/** The sealed column of a table, if it has one. */
export const sealedIn = (table: PersonalTable): { name: string; column: Sealed<SubjectRole> } | undefined => {
  for (const [name, column] of Object.entries(table.columns)) if (column.kind === 'sealed') return { name, column }
  return undefined
}
/** The column of a table by which its rows have bytes in the store, if it has one. */
export const storedIn = (table: PersonalTable): { name: string; column: Stored<SubjectRole> } | undefined => {
  for (const [name, column] of Object.entries(table.columns)) if (column.kind === 'stored') return { name, column }
  return undefined
}
/** How an export shows a value to someone in a role. */
export const showingTo = (about: About, role: SubjectRole): Showing =>
  typeof about.export === 'string' ? about.export : (about.export[role] ?? 'none')
