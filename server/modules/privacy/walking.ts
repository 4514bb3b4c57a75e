import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { type DataMap, type PersonalTable, personalTables, sealedIn, showingTo } from '#kernel/personal-data.ts'
import type { SubjectRole } from '#kernel/vocabulary.ts'
import type { Vault } from '#vault/vault.ts'
import type { Catalogue } from './catalogue.ts'
import { rowIdOf } from './change-log.ts'
import { accountsOf, ask, asPrivacy, beginErasing } from './statements.queries.ts'
import { waysOf } from './ways.ts'

/** Whose rows are looked for. `whole`: accounts that are nobody else in any school, so that the directory's rows are theirs too. */
export type Whom = { schoolId: string; personId: string; accounts: readonly string[]; whole: readonly string[] }
export type Row = Readonly<Record<string, unknown>>
/** One row that reaches someone, and as what. `covered`: what stands for it in a copy that does not hand it out. */
export type Held = { table: PersonalTable; id: string; roles: ReadonlySet<SubjectRole>; row: Row; covered?: string }
/** The map, and what the database says of itself. */
export type Ground = { map: DataMap; catalogue: Catalogue }

type Question = { table: PersonalTable; text: string; isDirectory: boolean; byRow: boolean }

const joined = (catalogue: Catalogue, way: ReturnType<typeof waysOf>[number]) => {
  const { table, role, resolved } = way
  const joins = resolved.joins.map((join, nth) => {
    const sameSchool = catalogue.columns.get(join.table)?.has('school_id') ? `t${nth + 1}.school_id = t0.school_id and ` : ''
    return ` join ${join.table} t${nth + 1} on ${sameSchool}t${nth + 1}.${join.by} = t${nth}.${join.column}`
  })
  const school = catalogue.columns.get(table.table)?.get('school_id')
  const here = !school
    ? '$1::uuid is not null'
    : school.nullable
      ? '(t0.school_id = $1::uuid or t0.school_id is null)'
      : 't0.school_id = $1::uuid'
  const last = `t${resolved.joins.length}.${resolved.column}`
  const who = resolved.to === 'account' ? '$3::uuid[]' : '$2::uuid[]'
  return `select t0.*, '${role}' as "as" from ${table.table} t0${joins.join('')} where ${here} and ${last} = any (${who}) and $${resolved.to === 'account' ? 2 : 3}::uuid[] is not null`
}

const byRow = (table: PersonalTable): string => {
  const [role, subject] = Object.entries(table.subjects).find(([, one]) => 'byRow' in one) ?? []
  if (!subject || !('byRow' in subject)) return ''
  const { table: name, id } = subject.byRow
  return `select t0.*, '${role}' as "as" from ${table.table} t0 join unnest($2::text[], $3::uuid[]) as r (name, id) on t0.${name} = r.name and t0.${id} = r.id where t0.school_id = any (array[$1::uuid, '${nobody}'])`
}

const questions = new WeakMap<DataMap, Question[]>()
/** One statement per table: each path finds its rows by its own index. */
const questionsOf = ({ map, catalogue }: Ground): Question[] => {
  const known = questions.get(map)
  if (known) return known
  const made = personalTables(map)
    .filter(({ room }) => room === undefined)
    .flatMap((table): Question[] => {
      const isDirectory = !(catalogue.columns.get(table.table)?.get('school_id')?.nullable === false)
      const ways = waysOf(catalogue, table).map((way) => joined(catalogue, way))
      const rows = byRow(table)
      return [
        ...(ways.length ? [{ table, text: ways.join(' union all '), isDirectory, byRow: false }] : []),
        ...(rows ? [{ table, text: rows, isDirectory: false, byRow: true }] : []),
      ]
    })
  questions.set(map, made)
  return made
}

const merged = ({ catalogue }: Ground, table: PersonalTable, rows: readonly (Row & { as: SubjectRole })[]): Held[] => {
  const key = catalogue.primary.get(table.table) ?? []
  const id = rowIdOf(catalogue, table.table)
  const groups = Map.groupBy(rows, (row) => key.map((name) => `${row[name]}`).join(' '))
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)) // ids are made in order of time
  return inOrder.map(([, some]) => {
    const { as: _, ...row } = some[0]!
    return { table, row, id: `${row[id]}`, roles: new Set(some.map(({ as }) => as)) }
  })
}

/** The one walk over the map: every row of every table that reaches someone. What exports, erases and verifies begins with it. */
export const walk = (tx: Tx, ground: Ground, { schoolId, personId, accounts, whole }: Whom): Promise<Held[]> =>
  asPrivacy(tx, async () => {
    const found = async ({ table, text }: Question, parameters: unknown[]) =>
      merged(ground, table, await ask<Row & { as: SubjectRole }>(tx, text, parameters))
    const all = questionsOf(ground)
    const direct = await Promise.all(
      all.filter((one) => !one.byRow).map((one) => found(one, [schoolId, [personId], one.isDirectory ? whole : accounts])),
    )
    const reached = direct.flat()
    const told = reached.filter(({ roles, table }) => table.changes === 'logged' && (roles.size > 1 || !roles.has('actor')))
    const byRows = await Promise.all(
      all
        .filter((one) => one.byRow)
        .map((one) => found(one, [schoolId, told.map(({ table }) => table.table), told.map(({ id }) => id)])),
    )
    return both(ground, reached, byRows.flat())
  })

/** A row of a log can be reached as its actor and by its row: once is enough. */
const both = ({ catalogue }: Ground, found: readonly Held[], more: readonly Held[]): Held[] => {
  const nameOf = ({ table: { table }, row }: Held) =>
    [table, ...(catalogue.primary.get(table) ?? []).map((name) => row[name])].join(' ')
  const known = new Map(found.map((held) => [nameOf(held), held]))
  const merged = more.map((held) => {
    const name = nameOf(held)
    const before = known.get(name)
    known.delete(name)
    return before ? { ...held, roles: new Set([...held.roles, ...before.roles]) } : held
  })
  return [...known.values(), ...merged]
}

/** The accounts of a person, and which of them are nobody else anywhere. Begins the erasure of those where `erasing`. */
export const whomOf = async (tx: Tx, schoolId: string, personId: string, erasing: boolean): Promise<Whom> => {
  const accounts = await asPrivacy(tx, () => accountsOf(tx, schoolId, personId))
  if (!erasing) return { schoolId, personId, accounts, whole: accounts }
  const whole: string[] = []
  for (const account of accounts) if (await beginErasing(tx, account)) whole.push(account)
  return { schoolId, personId, accounts, whole }
}

/** Opens what is sealed, of rows where something of it is shown to someone in these roles; a gap where the key is gone. */
export const contentsOf = async (tx: Tx, vault: Vault, schoolId: string, held: readonly Held[]): Promise<Map<Held, Row>> => {
  const opened = new Map<Held, Row>()
  for (const [table, some] of Map.groupBy(held, (one) => one.table)) {
    const sealed = sealedIn(table)
    if (!sealed) continue
    const fields = Object.values(sealed.column.fields)
    const wanted = some.filter(
      ({ row, roles }) =>
        row[sealed.name] &&
        fields.some((field) => field.kind === 'personal' && [...roles].some((role) => showingTo(field, role) === 'full')),
    )
    const rows = wanted.map(({ row }) => ({ id: `${row[sealed.column.row]}`, sealed: row[sealed.name] as Buffer }))
    const contents = await vault.openSurviving(tx, 'school_id' in table.columns ? schoolId : nobody, sealed.column.of, rows)
    for (const [nth, content] of contents.entries()) if (content) opened.set(wanted[nth]!, content as Row)
  }
  return opened
}
