import { sql } from 'kysely'
import { isLimited, limitsOf } from '#vault/limits.ts'
import type { Tx } from './db.ts'
import { refuse } from './errors.ts'

/** How a person can stand to a row of a table: a predicate over that row, in SQL, written with the relation functions. */
export type Relation = { on: string; when: string; why: string }

/**
 * Who may do what: an action, the table that holds the thing acted on, and the relations to it that allow the action.
 * `on: 'school'` needs no id: the school of the request. `on: 'nothing'` is for what anyone may do, and says why.
 */
export type Permission =
  | { on: string; allow: readonly string[] /** the parameter that holds the id, where it is not `id` */; by?: string }
  | { on: 'nothing'; why: string }

export type Permissions = Readonly<Record<string, Permission>>
export type Relations = Readonly<Record<string, Relation>>

const either = (allow: readonly string[], relations: Relations, on: string) => {
  const predicates = allow.map((name) => {
    const relation = relations[name]
    if (relation?.on !== on) throw new Error(`relation ${name} does not say anything about ${on}`)
    return `(${relation.when})`
  })
  return predicates.join(' or ')
}

/** The one statement that asks a permission's relations about one row: no row, it does not exist for you; false, you may not. */
export const question = (permission: Exclude<Permission, { on: 'nothing' }>, relations: Relations): string => {
  const { on, allow } = permission
  const table = on.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const where = on === 'school' ? 'school_id = app.school_id()' : 'school_id = app.school_id() and id = $1'
  return `select (${either(allow, relations, on)}) as allowed from public.${table} where ${where}`
}

const prepared = new WeakMap<Permission, (id: string | undefined) => ReturnType<typeof sql<{ allowed: boolean }>>>()

const asked = (permission: Exclude<Permission, { on: 'nothing' }>, relations: Relations) => {
  const known = prepared.get(permission)
  if (known) return known
  const [before = '', after] = question(permission, relations).split('$1')
  const made = (id: string | undefined) =>
    after === undefined
      ? sql<{ allowed: boolean }>`${sql.raw(before)}`
      : sql<{ allowed: boolean }>`${sql.raw(before)}${id}${sql.raw(after)}`
  prepared.set(permission, made)
  return made
}

/**
 * What is done to a person whose data is restricted is refused by name, unless it protects somebody (`isProtecting`): access is still stopped.
 *
 * The second wall. A row you cannot see does not exist for you (404); one you see but may not act on is a refusal (403).
 */
export const authorize = async (
  tx: Tx,
  permission: Permission,
  relations: Relations,
  params: Readonly<Record<string, string>>,
  isProtecting = false,
): Promise<void> => {
  if (permission.on === 'nothing') return
  const allowing = permission as Exclude<Permission, { on: 'nothing' }>
  const id = params[allowing.by ?? 'id']
  const {
    rows: [row],
  } = await asked(allowing, relations)(id).execute(tx)
  if (!row) refuse('not_found')
  else if (!row.allowed) refuse('not_allowed')
  const limits = allowing.on === 'person' && !isProtecting ? await limitsOf(tx) : undefined
  if (limits && id && isLimited(limits, id, 'person')) refuse('record.restricted')
}
