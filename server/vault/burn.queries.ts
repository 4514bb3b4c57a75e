import { sql } from 'kysely'
import type { Tx } from './keys.queries.ts'

/** Where a walk over all keys or indexes has come to. */
export type Place = { school: string; at: string; last: number }
export const beginning: Place = {
  school: '00000000-0000-0000-0000-000000000000',
  at: '00000000-0000-0000-0000-000000000000',
  last: 0,
}

/** Whoever holds a row for longer is waited for by trying again, so that nobody ever queues behind the burn. */
const waitBriefly = (tx: Tx) => sql`set local lock_timeout = '50ms'`.execute(tx)

/**
 * For the many small steps: rows are not held for the length of a disk's sync, which one commit at the end does for all. And they
 * are walked along their primary key: the planner, which knows nothing of weeks, would read and sort the whole table for each step.
 */
export const stepBriefly = (tx: Tx) =>
  sql`select set_config('lock_timeout', '50ms', true), set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true),
    set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)`.execute(tx)

/** From now on the week takes no keys, and whoever was adding one under it has ended. */
export const retireWeek = async (tx: Tx, week: number) => {
  await waitBriefly(tx)
  await sql`update vault.ring set retired_at = now() where week = ${week} and retired_at is null`.execute(tx)
}

export const burnedWeek = async (tx: Tx, week: number) => {
  await sql`update vault.ring set burned_at = now() where week = ${week} and burned_at is null`.execute(tx)
}

export const countMoved = async (tx: Tx, week: number, { keys = 0, indexes = 0, dropped = 0 }) => {
  await sql`update vault.ring set keys_moved = keys_moved + ${keys}, indexes_moved = indexes_moved + ${indexes}, indexes_dropped = indexes_dropped + ${dropped}
    where week = ${week}`.execute(tx)
}

export const movedSoFar = async (tx: Tx, week: number) => {
  const { rows } = await sql<{ keys: number; indexes: number; dropped: number }>`
    select keys_moved as keys, indexes_moved as indexes, indexes_dropped as dropped from vault.ring where week = ${week}`.execute(
    tx,
  )
  return rows[0] ?? { keys: 0, indexes: 0, dropped: 0 }
}

export type OldKey = { school: string; owner: string; version: number; wrapped: Buffer }

/** The next keys of a week in the order of their rows, held; rows that somebody else holds come with the next walk. */
export const nextKeys = async (tx: Tx, week: number, { school, at, last }: Place, limit: number) => {
  const { rows } = await sql<OldKey>`
    select school_id as school, owner_id as owner, version, wrapped from vault.key
    where (school_id, owner_id, version) > (${school}::uuid, ${at}::uuid, ${last}::int) and week = ${week}
    order by school_id, owner_id, version limit ${limit} for update skip locked`.execute(tx)
  return rows
}

export const moveKeys = async (tx: Tx, from: number, to: number, keys: readonly OldKey[]) => {
  await sql`
    update vault.key k set week = ${to}, wrapped = n.wrapped
    from unnest(${keys.map((k) => k.school)}::uuid[], ${keys.map((k) => k.owner)}::uuid[], ${keys.map((k) => k.version)}::int[], ${keys.map((k) => k.wrapped)}::bytea[])
      as n (school_id, owner_id, version, wrapped)
    where k.school_id = n.school_id and k.owner_id = n.owner_id and k.version = n.version and k.week = ${from}`.execute(tx)
}

/** Whether anything still hangs on a week. */
export const hangsOn = async (tx: Tx, week: number) => {
  const { rows } = await sql<{ hangs: boolean }>`
    select exists (select from vault.key where week = ${week}) or exists (select from vault.blind_index where week = ${week}) as hangs`.execute(
    tx,
  )
  return rows[0]?.hangs !== false
}

export type OldIndex = { school: string; kind: string; digest: Buffer; targetschool: string; target: string }
export type IndexPlace = { school: string; kind: string; digest: Buffer }
export const firstIndex: IndexPlace = { school: beginning.school, kind: '', digest: Buffer.alloc(0) }

export const nextIndexes = async (tx: Tx, week: number, { school, kind, digest }: IndexPlace, limit: number) => {
  const { rows } = await sql<OldIndex>`
    select school_id as school, kind, digest, target_school as targetschool, target_id as target from vault.blind_index
    where (school_id, kind, digest) > (${school}::uuid, ${kind}, ${digest}) and week = ${week}
    order by school_id, kind, digest limit ${limit}`.execute(tx)
  return rows
}

export type MovedIndex = OldIndex & { now: Buffer }

/** Gives digests of a past week their new value. A row that changed or went meanwhile stays as it is. */
export const moveIndexes = async (tx: Tx, from: number, to: number, indexes: readonly MovedIndex[]) => {
  const { rows } = await sql<{ digest: Buffer }>`
    update vault.blind_index b set week = ${to}, digest = n.now
    from unnest(${indexes.map((i) => i.school)}::uuid[], ${indexes.map((i) => i.kind)}::text[], ${indexes.map((i) => i.digest)}::bytea[], ${indexes.map((i) => i.now)}::bytea[])
      as n (school_id, kind, digest, now)
    where b.school_id = n.school_id and b.kind = n.kind and b.digest = n.digest and b.week = ${from}
      and not exists (select from vault.blind_index t where t.school_id = n.school_id and t.kind = n.kind and t.digest = n.now)
    returning b.digest`.execute(tx)
  return rows.length
}

/** What points to nobody, or to a value that is no more, could never be found again: it goes. */
export const dropIndexes = async (tx: Tx, week: number, indexes: readonly OldIndex[]) => {
  const { rows } = await sql<{ digest: Buffer }>`
    delete from vault.blind_index b using unnest(${indexes.map((i) => i.school)}::uuid[], ${indexes.map((i) => i.kind)}::text[], ${indexes.map((i) => i.digest)}::bytea[])
      as n (school_id, kind, digest)
    where b.school_id = n.school_id and b.kind = n.kind and b.digest = n.digest and b.week = ${week} returning b.digest`.execute(
    tx,
  )
  return rows.length
}
