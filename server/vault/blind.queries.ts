import { sql } from 'kysely'
import type { Tx } from './keys.queries.ts'

export type Target = { readonly schoolId: string; readonly id: string }
export type Digests = readonly (readonly Buffer[])[]

/** Where values point, by any of the digests that each may have while the ring turns; `nth` is the value's place in the list. */
export const targetsOf = async (tx: Tx, schoolId: string, kind: string, digests: Digests) => {
  const flat = digests.flatMap((some, nth) => some.map((digest) => ({ digest, nth })))
  const { rows } = await sql<{ nth: number; school: string; id: string }>`
    select n.nth, b.target_school as school, b.target_id as id
    from unnest(${flat.map((f) => f.digest)}::bytea[], ${flat.map((f) => f.nth)}::int[]) as n (digest, nth)
    join vault.blind_index b on b.school_id = ${schoolId} and b.kind = ${kind} and b.digest = n.digest`.execute(tx)
  return rows
}

export type NewPointer = {
  readonly digest: Buffer
  readonly others: readonly Buffer[]
  readonly target: Target
  readonly nth: number
}

/** Adds pointers whose value nobody has yet, under this week or the past one; says which were added. */
export const addPointers = async (tx: Tx, schoolId: string, kind: string, week: number, pointers: readonly NewPointer[]) => {
  const others = pointers.flatMap(({ others: some, nth }) => some.map((digest) => ({ digest, nth })))
  const { rows } = await sql<{ digest: Buffer }>`
    with held as materialized (select app.holds_ring_week(${week}::int) as ok),
    taken as (
      select o.nth from unnest(${others.map((o) => o.digest)}::bytea[], ${others.map((o) => o.nth)}::int[]) as o (digest, nth)
      join vault.blind_index b on b.school_id = ${schoolId} and b.kind = ${kind} and b.digest = o.digest
    )
    insert into vault.blind_index (school_id, kind, digest, week, target_school, target_id)
    select ${schoolId}, ${kind}, n.digest, ${week}::int, n.school, n.id
    from held, unnest(${pointers.map((p) => p.digest)}::bytea[], ${pointers.map((p) => p.target.schoolId)}::uuid[], ${pointers.map((p) => p.target.id)}::uuid[],
      ${pointers.map((p) => p.nth)}::int[]) as n (digest, school, id, nth)
    where held.ok and n.nth not in (select t.nth from taken t)
    order by n.digest
    on conflict do nothing returning digest`.execute(tx)
  return rows.map(({ digest }) => digest)
}

export const holdsWeek = async (tx: Tx, week: number) => {
  const { rows } = await sql<{ ok: boolean | null }>`select app.holds_ring_week(${week}::int) as ok`.execute(tx)
  return rows[0]?.ok === true
}

/** Takes away what points to a target, of one kind. */
export const removePointers = async (tx: Tx, schoolId: string, kind: string, target: Target) => {
  await sql`delete from vault.blind_index where school_id = ${schoolId} and kind = ${kind} and target_school = ${target.schoolId} and target_id = ${target.id}`.execute(
    tx,
  )
}
