import { type QueryExecutorProvider, sql } from 'kysely'
import { directory, type OwnerKind } from './owners.ts'

/** A handle on a transaction; the vault says what it needs in SQL of its own. */
export type Tx = QueryExecutorProvider

export type KeyRow = {
  school: string
  owner: string
  kind: OwnerKind
  version: number
  week: number
  wrapped: Buffer
  own: boolean | null
}

/** Every version of these owners' keys; `own`: made by this very transaction, and gone if it is rolled back. */
export const keysOf = async (tx: Tx, schoolId: string, owners: readonly string[]) => {
  const { rows } = await sql<KeyRow>`
    select school_id as school, owner_id as owner, kind, version, week, wrapped, xmin = pg_current_xact_id_if_assigned()::xid as own from vault.key
    where school_id = any (array[${schoolId}, ${directory}]::uuid[]) and owner_id = any (${owners}::uuid[])`.execute(tx)
  return rows
}

export type NewKey = { school: string; owner: string; kind: OwnerKind; wrapped: Buffer }

/** Adds first keys, unless the week takes no more, the owner was erased, or somebody else was faster. Sorted, so that two never wait for each other. */
export const addKeys = async (tx: Tx, week: number, keys: readonly NewKey[]) => {
  const { rows } = await sql<{ owner: string }>`
    with held as materialized (select app.holds_ring_week(${week}::int) as ok)
    insert into vault.key (school_id, owner_id, kind, version, week, wrapped, created_at)
    select n.school_id, n.owner_id, n.kind, 1, ${week}::int, n.wrapped, now()
    from held, unnest(${keys.map((k) => k.school)}::uuid[], ${keys.map((k) => k.owner)}::uuid[], ${keys.map((k) => k.kind)}::text[],
      ${keys.map((k) => k.wrapped)}::bytea[]) as n (school_id, owner_id, kind, wrapped)
    where held.ok and not exists (select from vault.erased e where e.school_id = n.school_id and e.owner_id = n.owner_id)
    order by n.school_id, n.owner_id
    on conflict do nothing returning owner_id as owner`.execute(tx)
  return rows.map(({ owner }) => owner)
}

export const erasedAmong = async (tx: Tx, schoolId: string, owners: readonly string[]) => {
  const { rows } = await sql<{ owner: string }>`
    select owner_id as owner from vault.erased
    where school_id = any (array[${schoolId}, ${directory}]::uuid[]) and owner_id = any (${owners}::uuid[])`.execute(tx)
  return rows.map(({ owner }) => owner)
}

/** Destroys the keys of these owners and everything that finds them, and remembers that they were erased. */
export const removeKeys = async (tx: Tx, schoolId: string, owners: readonly string[]) => {
  const { rows } = await sql<{ owner: string; version: number }>`
    with gone as (
      delete from vault.key where school_id = ${schoolId} and owner_id = any (${owners}::uuid[]) returning school_id, owner_id, kind, version
    ), unfound as (
      delete from vault.blind_index where school_id = any (array[${schoolId}, ${directory}]::uuid[]) and target_school = ${schoolId} and target_id = any (${owners}::uuid[])
    ), noted as (
      insert into vault.erased (school_id, owner_id, kind, erased_at) select distinct school_id, owner_id, kind, now() from gone on conflict do nothing
    )
    select owner_id as owner, version from gone`.execute(tx)
  return rows
}

/** The epoch of a retention class that began on this day. */
export const findEpoch = async (tx: Tx, schoolId: string, retentionClass: string, fromOn: string) => {
  const { rows } = await sql<{ id: string }>`
    select id from vault.epoch where school_id = ${schoolId} and retention_class = ${retentionClass} and from_on = ${fromOn}`.execute(
    tx,
  )
  return rows[0]?.id
}

export const addEpoch = async (tx: Tx, schoolId: string, id: string, retentionClass: string, fromOn: string) => {
  await sql`insert into vault.epoch (school_id, id, retention_class, from_on) values (${schoolId}, ${id}, ${retentionClass}, ${fromOn}) on conflict do nothing`.execute(
    tx,
  )
}
