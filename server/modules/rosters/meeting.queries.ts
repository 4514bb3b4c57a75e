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

/** Those of these pupils whose identity is protected, or one of whose guardians a court has set limits: whom to call for them, and who may fetch, people say. */
export const heldByHand = (tx: Tx, schoolId: string, pupils: readonly string[]): Promise<string[]> =>
  sql<{ id: string }>`
    select i.id from app.protected_among(${uuidArray(pupils)}::uuid[]) as i (id)
    union select g.pupil_id from guardianship g where g.school_id = ${schoolId} and g.pupil_id = any (${uuidArray(pupils)}::uuid[])
      and g.preset in ('court_restricted', 'no_contact') and g.from_at <= now() and (g.until_at is null or g.until_at > now())`
    .execute(tx)
    .then(({ rows }) => rows.map(({ id }) => id))

type Named = { id: string; pupilId: string; sealed: Buffer }

/** Whom to call for these pupils and who may fetch them, but for those whom this source brought. */
export const namedOtherwise = async (tx: Tx, schoolId: string, pupils: readonly string[], brought: readonly string[]) => {
  const those = sql`a.school_id = ${schoolId} and a.pupil_id = any (${uuidArray(pupils)}::uuid[]) and a.id <> all (${uuidArray(brought)}::uuid[])`
  const contacts = await sql<Named>`select a.id, a.pupil_id, a.sealed from emergency_contact a where ${those}`.execute(tx)
  const fetching = await sql<Named>`select a.id, a.pupil_id, a.sealed from pick_up_adult a
    where ${those} and (a.until_on is null or a.until_on >= current_date)`.execute(tx)
  return [contacts.rows, fetching.rows] as const
}

/** Adults of both lists, as they are sealed. */
export const sealedAdults = async (tx: Tx, schoolId: string, ids: readonly string[]) => {
  const those = sql`a.school_id = ${schoolId} and a.id = any (${uuidArray(ids)}::uuid[])`
  const contacts = await sql<Named>`select a.id, a.pupil_id, a.sealed from emergency_contact a where ${those}`.execute(tx)
  const fetching = await sql<Named>`select a.id, a.pupil_id, a.sealed from pick_up_adult a where ${those}`.execute(tx)
  return [contacts.rows, fetching.rows] as const
}
