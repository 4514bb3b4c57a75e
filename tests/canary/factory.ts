import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Catalogue } from '#kernel/catalogue.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Tx } from '#kernel/db.ts'
import { type Column, type DataMap, type KeyOwner, pathsOf, type PersonalTable, personalTables, sealedIn } from '#kernel/personal-data.ts'
import { resolve } from '#kernel/paths.ts'
import type { SubjectRole } from '#kernel/vocabulary.ts'
import type { Owners } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'

/** What was planted: in whose row, as what, where, and the marker. */
export type Planted = { family: string; table: string; role: SubjectRole; field: string; marker: string; rowId: string }
/** Someone whose every row bears markers. */
export type Family = { name: string; personId: string; accountId: string }
export type Planting = { owner: pg.Pool; catalogue: Catalogue; map: DataMap; vault: Vault; schoolId: string; fixed: Record<string, string>; seal: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> }

type Constraint = { table: string; name: string; choices: string[] }
const choicesSql = `select n.nspname || '.' || c.relname as table, a.attname as name,
    array(select m[1] from regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g') m) as choices
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
  where k.contype = 'c' and cardinality(k.conkey) = 1 and pg_get_constraintdef(k.oid) ~ '(= ANY|<@)'`

/** The first value that each enumeration allows. */
export const readChoices = async (owner: pg.Pool): Promise<Map<string, string>> => {
  const { rows } = await owner.query<Constraint>(choicesSql)
  return new Map(rows.flatMap(({ table, name, choices }) => (choices[0] ? [[`${table}.${name}`, choices[0]] as const] : [])))
}

/** A marker that says where it was planted. */
const markerOf = (family: string, table: string, role: string, field: string) => `cnry-${family}-${table.replace('.', '_')}-${role}-${field.replace('*', 'all')}`

const ownersOf = (owners: readonly KeyOwner[], row: Record<string, unknown>, epoch: string): Owners => {
  const all = owners.map((owner) => (owner.kind === 'epoch' ? { kind: 'epoch' as const, id: epoch } : { kind: owner.kind, id: `${row[owner.column]}` }))
  return all.length === 1 ? all[0]! : { all }
}

const typed = (type: string, nth: number): unknown => {
  if (type === 'uuid') return uuidv7()
  if (type === 'bytea') return randomBytes(32)
  if (type === 'bool') return false
  if (type === 'date') return `2031-01-${10 + (nth % 18)}`
  if (type === 'timestamptz') return new Date(Date.UTC(2031, 0, 10, nth % 24))
  if (type === '_text') return []
  if (type === 'jsonb') return '[]'
  return 1
}

const isLink = (column: Column | undefined): column is Extract<Column, { kind: 'link' }> => column?.kind === 'link'

/** A row of a table in which someone stands in one role: everything else in it is invented from the map and the catalogue. */
export const plantRow = async (planting: Planting, choices: Map<string, string>, table: PersonalTable, role: SubjectRole, first: string, family: Family, shape: Record<string, unknown>): Promise<Planted[]> => {
  const { catalogue, schoolId } = planting
  const row: Record<string, unknown> = {}
  let nth = 0
  for (const { name, type, nullable } of catalogue.columns.get(table.table)?.values() ?? []) {
    nth++
    if (name === 'number' && table.table === 'vault.change') continue
    const chosen = choices.get(`${table.table}.${name}`)
    if (name === 'school_id') row[name] = schoolId
    else if (chosen) row[name] = type === '_text' ? [chosen] : chosen
    else if (nullable && !table.columns[name]?.kind.match(/^(personal|sealed)$/)) row[name] = null
    else row[name] = typed(type, nth)
  }
  for (const reference of catalogue.references) {
    const known = planting.fixed[reference.toTable]
    if (reference.table === table.table && known && row[reference.column] !== null) row[reference.column] = known
  }
  const to = pathsOf(table.subjects[role] ?? []).find(({ path }) => path.split(' -> ')[0] === first)
  const resolved = to ? resolve(catalogue, table.table, to) : 'no path'
  if (typeof resolved !== 'string' && resolved.joins.length === 0) row[first] = resolved.to === 'account' ? family.accountId : family.personId
  Object.assign(row, shape)
  return write(planting, table, role, row, family)
}

const write = async ({ owner, catalogue, schoolId, vault, fixed, seal }: Planting, table: PersonalTable, role: SubjectRole, row: Record<string, unknown>, family: Family): Promise<Planted[]> => {
  const planted: Planted[] = []
  const id = `${row['id'] ?? row[catalogue.primary.get(table.table)?.at(-1) ?? 'id']}`
  const sealed = sealedIn(table)
  if (sealed) {
    const content = Object.fromEntries(
      Object.entries(sealed.column.fields).map(([field, about]) => {
        const marker = markerOf(family.name, table.table, role, field)
        if (about.kind === 'personal') planted.push({ family: family.name, table: table.table, role, field, marker, rowId: id })
        return [field === '*' ? 'answer' : field, marker]
      }),
    )
    const home = 'school_id' in table.columns ? schoolId : nobody
    const owners = ownersOf(sealed.column.owners, row, fixed['vault.epoch']!)
    const [blob] = await seal((tx) => vault.seal(tx, home, sealed.column.of.table, [{ id: `${row[sealed.column.row]}`, owners, content }]))
    row[sealed.name] = blob
  }
  const names = Object.keys(row)
  const override = catalogue.columns.get(table.table)?.has('number') ? '' : ''
  await owner.query(`insert into ${table.table} (${names.join(', ')}) ${override} values (${names.map((_, nth) => `$${nth + 1}`).join(', ')})`, names.map((name) => row[name]))
  return planted
}

/** Tables about people that are not a room's own, whatever is referred to before what refers to it. */
export const plantable = (map: DataMap): PersonalTable[] => personalTables(map).filter(({ room }) => room === undefined)
export { isLink }
