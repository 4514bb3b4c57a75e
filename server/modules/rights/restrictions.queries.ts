import { sql } from 'kysely'
import type { RestrictablePart } from '#contract/restricting.ts'
import type { Tx } from '#kernel/db.ts'

export type RestrictionRow = {
  id: string
  personId: string
  requestId: string | null
  parts: RestrictablePart[] | null
  fromAt: Date
  liftsAt: Date | null
}
type Made = Omit<RestrictionRow, 'liftsAt'> & { schoolId: string; tables: readonly string[] | null; madeBy: string }
const columns = sql`id, person_id, request_id, parts, from_at, lifts_at`

export const insertRestriction = (tx: Tx, row: Made) =>
  sql`insert into restriction (school_id, id, person_id, request_id, parts, tables, from_at, made_by)
    values (${row.schoolId}, ${row.id}, ${row.personId}, ${row.requestId}, ${row.parts}, ${row.tables}, ${row.fromAt}, ${row.madeBy})`.execute(
    tx,
  )

/** What is restricted now, the oldest first. */
export const liveRestrictions = async (tx: Tx, schoolId: string, now: Date): Promise<(RestrictionRow & { answers: boolean })[]> =>
  (
    await sql<RestrictionRow & { answers: boolean }>`
      select ${columns}, app.answers_rights(person_id, person_id) as answers from restriction
      where school_id = ${schoolId} and (lifts_at is null or lifts_at > ${now}) order by from_at limit 500`.execute(tx)
  ).rows

/** The restrictions that some requests led to, and that hold. */
export const restrictionsFrom = async (
  tx: Tx,
  schoolId: string,
  requests: readonly string[],
  now: Date,
): Promise<RestrictionRow[]> =>
  (
    await sql<RestrictionRow>`select ${columns} from restriction
      where school_id = ${schoolId} and request_id = any (${requests}::uuid[]) and (lifts_at is null or lifts_at > ${now})`.execute(
      tx,
    )
  ).rows

type Ending = { schoolId: string; id: string; at: Date; by: string; liftsAt: Date }

/** Sets the end of a restriction that has none before that; undefined: it has. */
export const endRestrictionAt = async (
  tx: Tx,
  { schoolId, id, at, by, liftsAt }: Ending,
): Promise<Pick<RestrictionRow, 'personId' | 'requestId'> | undefined> =>
  (
    await sql<Pick<RestrictionRow, 'personId' | 'requestId'>>`
      update restriction set lifts_at = ${liftsAt}, lifted_by = ${by}
      where school_id = ${schoolId} and id = ${id} and (lifts_at is null or (lifts_at > ${at} and lifts_at > ${liftsAt})) returning person_id, request_id`.execute(
      tx,
    )
  ).rows[0]

/** Who asked for what some restriction was granted; undefined once that has gone. */
export const askerOf = async (tx: Tx, schoolId: string, id: string): Promise<string | undefined> =>
  (
    await sql<{ askedBy: string }>`
      select q.asked_by from restriction r join rights_request q on q.school_id = r.school_id and q.id = r.request_id
      where r.school_id = ${schoolId} and r.id = ${id}`.execute(tx)
  ).rows[0]?.askedBy

/** How many of those who are told that a restriction ends have an account to be told in. */
export const reaches = async (tx: Tx, id: string): Promise<number> =>
  (await sql<{ people: number }>`select app.restriction_reaches(${id}) as people`.execute(tx)).rows[0]?.people ?? 0

/** What had been restricted, once it is no longer. */
export const overRestriction = async (
  tx: Tx,
  schoolId: string,
  id: string,
  now: Date,
): Promise<Pick<RestrictionRow, 'personId' | 'requestId'> | undefined> =>
  (
    await sql<Pick<RestrictionRow, 'personId' | 'requestId'>>`
      select person_id, request_id from restriction where school_id = ${schoolId} and id = ${id} and lifts_at <= ${now}`.execute(
      tx,
    )
  ).rows[0]

/** How many people the reader has to do with and reads nothing of. */
export const restrictedHere = async (tx: Tx, schoolId: string): Promise<number> =>
  (
    await sql<{ people: number }>`
      select count(*)::int as people from person where school_id = ${schoolId} and id = any (array(select l.person_id from app.limited_now() l))`.execute(
      tx,
    )
  ).rows[0]?.people ?? 0
