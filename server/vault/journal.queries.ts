import { sql } from 'kysely'
import { JOURNAL_LOCK, tellErased } from './channel.queries.ts'
import type { Tx } from './keys.queries.ts'
import type { OwnerKind } from './owners.ts'

/** One erasure: opaque ids, no names. */
export type Erasure = { at: string; school: string; owner: string; kind: OwnerKind }

export const allErased = async (tx: Tx) => {
  const { rows } = await sql<Erasure>`
    select to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, school_id as school, owner_id as owner, kind from vault.erased
    order by erased_at, owner_id`.execute(tx)
  return rows
}

/** Waits for whoever writes the journal, until the end of the transaction. */
export const writeAlone = async (tx: Tx) => {
  await sql`select pg_advisory_xact_lock(${JOURNAL_LOCK}::bigint)`.execute(tx)
}

/** Takes away the keys of owners who were erased, and nothing else yet. */
export const forgetKeys = async (tx: Tx, erasures: readonly Erasure[]) => {
  await sql`
    delete from vault.key k using unnest(${erasures.map((e) => e.school)}::uuid[], ${erasures.map((e) => e.owner)}::uuid[]) as n (school_id, owner_id)
    where k.school_id = n.school_id and k.owner_id = n.owner_id`.execute(tx)
  await tellErased(
    tx,
    erasures.map(({ owner }) => owner),
  )
}

/** Erases again what a restored database had forgotten was erased. */
export const eraseAgain = async (tx: Tx, erasures: readonly Erasure[]) => {
  await sql`
    with again as (
      select * from unnest(${erasures.map((e) => e.school)}::uuid[], ${erasures.map((e) => e.owner)}::uuid[], ${erasures.map((e) => e.kind)}::text[],
        ${erasures.map((e) => e.at)}::timestamptz[]) as n (school_id, owner_id, kind, erased_at)
    ), keys as (
      delete from vault.key k using again a where k.school_id = a.school_id and k.owner_id = a.owner_id
    ), indexes as (
      delete from vault.blind_index b using again a where b.target_school = a.school_id and b.target_id = a.owner_id
    )
    insert into vault.erased (school_id, owner_id, kind, erased_at) select school_id, owner_id, kind, erased_at from again on conflict do nothing`.execute(
    tx,
  )
}
