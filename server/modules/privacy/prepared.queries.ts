import { sql } from 'kysely'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

type Prepared = {
  id: string
  personId: string
  isOwn: boolean
  version: number
  covered: number
  sealed: Buffer
  profile: Profile
}

/** The copy that answers a request, as far as it exists for whoever asks. */
export const preparedFor = async (tx: Tx, schoolId: string, requestId: string): Promise<Prepared | undefined> =>
  (
    await sql<Prepared>`select c.id, c.person_id, c.asked_by = c.person_id as is_own, c.version, c.covered, c.sealed, q.profile
      from prepared_copy c join rights_request q on q.school_id = c.school_id and q.id = c.request_id
      where c.school_id = ${schoolId} and c.request_id = ${requestId}`.execute(tx)
  ).rows[0]

/** In how many places the copies are covered that answer some requests. */
export const coveredIn = async (tx: Tx, schoolId: string, ids: readonly string[]): Promise<Map<string, number>> => {
  const { rows } = await sql<{ requestId: string; covered: number }>`
    select request_id, covered from prepared_copy where school_id = ${schoolId} and request_id = any (${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ requestId, covered }) => [requestId, covered]))
}

type Change = {
  schoolId: string
  id: string
  requestId: string
  personId: string
  askedBy: string
  /** The version that is changed; 0: there is none yet. */
  version: number
  covered: number
  at: Date
  by: string
  sealed: Buffer
}
/** Writes what is covered down; false where somebody else has done so meanwhile. */
export const writePrepared = async (tx: Tx, one: Change): Promise<boolean> => {
  const { schoolId, id, requestId, personId, askedBy, version, covered, at, by, sealed } = one
  const { rows } =
    version === 0
      ? await sql`insert into prepared_copy (school_id, id, request_id, person_id, asked_by, version, covered, changed_at, changed_by, sealed)
          values (${schoolId}, ${id}, ${requestId}, ${personId}, ${askedBy}, 1, ${covered}, ${at}, ${by}, ${sealed}) on conflict do nothing returning id`.execute(
          tx,
        )
      : await sql`update prepared_copy set version = version + 1, covered = ${covered}, changed_at = ${at}, changed_by = ${by}, sealed = ${sealed}
          where school_id = ${schoolId} and id = ${id} and version = ${version} returning id`.execute(tx)
  return rows.length === 1
}
