import { sql } from 'kysely'
import type { Tx } from './keys.queries.ts'
import type { OwnerKind } from './owners.ts'

/** A row of the key table, as text. */
export type KeyCopy = {
  school: string
  owner: string
  kind: OwnerKind
  version: number
  week: number
  wrapped: string
}

/** The next keys in the order of their rows. */
export const keysAfter = async (tx: Tx, after: KeyCopy | undefined, limit: number) => {
  const start = after ?? {
    school: '00000000-0000-0000-0000-000000000000',
    owner: '00000000-0000-0000-0000-000000000000',
    version: 0,
  }
  const { rows } = await sql<KeyCopy>`
    select school_id as school, owner_id as owner, kind, version, week, encode(wrapped, 'base64') as wrapped from vault.key
    where (school_id, owner_id, version) > (${start.school}::uuid, ${start.owner}::uuid, ${start.version}::int)
    order by school_id, owner_id, version limit ${limit}`.execute(tx)
  return rows
}

/** Puts keys of a copy where the database has them under a week that is no more; says how many. */
export const putBack = async (tx: Tx, keys: readonly KeyCopy[], gone: readonly number[]) => {
  const { rows } = await sql<{ owner: string }>`
    update vault.key k set week = n.week, wrapped = decode(n.wrapped, 'base64')
    from unnest(${keys.map((k) => k.school)}::uuid[], ${keys.map((k) => k.owner)}::uuid[], ${keys.map((k) => k.version)}::int[],
      ${keys.map((k) => k.week)}::int[], ${keys.map((k) => k.wrapped)}::text[]) as n (school_id, owner_id, version, week, wrapped)
    where k.school_id = n.school_id and k.owner_id = n.owner_id and k.version = n.version and k.week = any (${gone}::int[])
    returning k.owner_id as owner`.execute(tx)
  return rows.length
}

/** How many keys still hang on these weeks, and whose is the first. */
export const keysUnder = async (tx: Tx, weeks: readonly number[]) => {
  const { rows } = await sql<{ keys: number; owner: string | null }>`
    select count(*)::int as keys, min(owner_id::text) as owner from vault.key where week = any (${weeks}::int[])`.execute(tx)
  return rows[0] ?? { keys: 0, owner: null }
}

/** Closes weeks whose ring key was destroyed after the backup was made. */
export const closeWeeks = async (tx: Tx, weeks: readonly number[], now: Date) => {
  await sql`update vault.ring set retired_at = coalesce(retired_at, ${now}), burned_at = ${now} where week = any (${weeks}::int[])`.execute(
    tx,
  )
}

/** What the ring has to do, and with how much. */
export const countKeys = async (tx: Tx) => {
  const { rows } = await sql<{ keys: number; indexes: number }>`
    select (select count(*) from vault.key)::int as keys, (select count(*) from vault.blind_index)::int as indexes`.execute(tx)
  return rows[0] ?? { keys: 0, indexes: 0 }
}
