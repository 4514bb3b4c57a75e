import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { uuidArray } from './arrays.ts'

/** Guardians of the school among these accounts. */
export const guardiansWith = async (tx: Tx, accounts: readonly string[]) => {
  const { rows } = await sql<{ accountId: string; personId: string }>`
    select account_id, person_id from app.guardians_with(${accounts}::uuid[])`.execute(tx)
  return new Map(rows.map(({ accountId, personId }) => [accountId, personId]))
}

/** Guardians who are nothing else in the school and do not sign in, whose identity is not protected, and whom this source did not bring. */
export const otherGuardians = (tx: Tx, schoolId: string, brought: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`
    select p.id, p.sealed from person p where p.school_id = ${schoolId} and p.id <> all (${uuidArray(brought)}::uuid[])
      and (select bool_and(r.role = 'guardian') from person_role r
        where r.school_id = p.school_id and r.person_id = p.id and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
      and not exists (select from directory.membership m where m.school_id = p.school_id and m.person_id = p.id)
      and not exists (select from protected_identity i where i.school_id = p.school_id and i.person_id = p.id and (i.until_at is null or i.until_at > now()))`
    .execute(tx)
    .then(({ rows }) => rows)
