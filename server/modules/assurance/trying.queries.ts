import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Invented = { accountId: string; token: Buffer; now: Date }

/** An account with a session that still lacks a password of its own; only ever taken back. */
export const limitedSession = async (tx: Tx, { accountId, token, now }: Invented): Promise<void> => {
  await sql`insert into directory.account (id, locale, password_hash, must_change, must_change_why, sealed, created_at, version)
    values (${accountId}, 'en', '', true, 'first_password', ${Buffer.alloc(1)}, ${now}, 1)`.execute(tx)
  await sql`insert into directory.session (id, account_id, token_digest, started_at, seen_at, expires_at, authenticated_at, shared_device, limited)
    values (${accountId}, ${accountId}, ${token}, now(), now(), now() + interval '1 hour', now(), false, 'must_change')`.execute(
    tx,
  )
}

/** Locks somebody out, as whoever has left is; only ever taken back. */
export const lockOut = (tx: Tx, id: string, schoolId: string, personId: string) =>
  sql`insert into public.person_state (school_id, id, person_id, state, reason, from_at) values (${schoolId}, ${id}, ${personId}, 'alumni_locked', 'office', now())`.execute(
    tx,
  )

/** Changes a person's row while nobody is said to do so. */
export const changeAsNobody = async (tx: Tx, personId: string): Promise<number> => {
  await sql`select set_config('app.context', '', true), set_config('app.fields', '', true)`.execute(tx)
  const { numAffectedRows } = await sql`update public.person set version = version + 1 where id = ${personId}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Objects of stored files, newest first. */
export const storedObjects = async (tx: Tx, most: number): Promise<string[]> => {
  const { rows } = await sql<{ object: string }>`
    select object from public.file where school_id = app.school_id() and state = 'ready' order by uploaded_at desc limit ${most}`.execute(
    tx,
  )
  return rows.map(({ object }) => object)
}
