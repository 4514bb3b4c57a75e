import { sql } from 'kysely'
import type { RightKind } from '#contract/rights-clocks.ts'
import type { Tx } from '#kernel/db.ts'

/** The complaint or the hearing that follows a refusal already; undefined: none, taken back, or not theirs. */
export const followerOf = async (tx: Tx, schoolId: string, follows: string, kind: RightKind): Promise<string | undefined> =>
  (
    await sql<{
      id: string
    }>`select id from rights_request where school_id = ${schoolId} and follows = ${follows} and kind = ${kind}
      and coalesce(outcome, '') not in ('withdrawn', 'disowned') limit 1`.execute(tx)
  ).rows[0]?.id

type Anew = { schoolId: string; id: string; dueOn: string }
/** Opens what was refused once more, with a clock that begins anew; false where the same has been asked again meanwhile. */
export const reopen = async (tx: Tx, { schoolId, id, dueOn }: Anew): Promise<boolean> =>
  (
    await sql`update rights_request r set closed_at = null, closed_by = null, outcome = null, ground = null, link_until = null, extended_at = null, due_on = ${dueOn}, version = version + 1
      where school_id = ${schoolId} and id = ${id} and (outcome = 'refused' or (by_hand and outcome = 'granted')) and not exists (select from rights_request o where o.school_id = r.school_id and o.id <> r.id
        and o.closed_at is null and o.asked_by = r.asked_by and o.person_id = r.person_id and o.kind = r.kind and o.by_hand = r.by_hand
          and (o.field, o.purpose, o.follows) is not distinct from (r.field, r.purpose, r.follows) and (r.field is not null or r.kind not in ('rectification', 'human', 'complaint'))) returning id`.execute(
      tx,
    )
  ).rows.length === 1

/** Who upheld a complaint about this request, if they answer requests still: they decide it anew, and not whoever refused it. */
export const upheldBy = async (tx: Tx, schoolId: string, id: string): Promise<string | undefined> =>
  (
    await sql<{
      closedBy: string
    }>`select q.closed_by from rights_request q where q.school_id = ${schoolId} and q.follows = ${id} and q.kind = 'complaint' and q.outcome = 'granted'
      and exists (select from person_role r where r.school_id = q.school_id and r.person_id = q.closed_by and r.role in ('dpo', 'head') and r.from_at <= now()
        and (r.until_at is null or r.until_at > now())) order by q.closed_at desc limit 1`.execute(tx)
  ).rows[0]?.closedBy

type Overturned = { schoolId: string; id: string; at: Date; by: string }
/** What was refused is granted after all. */
export const grant = (tx: Tx, { schoolId, id, at, by }: Overturned) =>
  sql`update rights_request set closed_at = ${at}, closed_by = ${by}, outcome = 'granted', ground = null, version = version + 1
    where school_id = ${schoolId} and id = ${id} and outcome = 'refused'`.execute(tx)

/** What is contested in a record, as far as the reader works here. */
export const contestedAbout = async (tx: Tx, personId: string): Promise<{ field: string | null; since: Date }[]> =>
  (await sql<{ field: string | null; since: Date }>`select field, since from app.contested_about(${personId})`.execute(tx)).rows

type Statement = { id: string; requestId: string | null; field: string | null; placedAt: Date; sealed: Buffer }

/** The statements that stand with a record. */
export const statementsAbout = async (tx: Tx, schoolId: string, personId: string): Promise<Statement[]> =>
  (
    await sql<Statement>`select id, request_id, field, placed_at, sealed from record_statement
      where school_id = ${schoolId} and person_id = ${personId} order by placed_at limit 50`.execute(tx)
  ).rows

/** After which hearings one has placed a statement. */
export const statedBy = async (tx: Tx, schoolId: string, askedBy: string): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ requestId: string }>`select request_id from record_statement
        where school_id = ${schoolId} and asked_by = ${askedBy} and request_id is not null`.execute(tx)
    ).rows.map(({ requestId }) => requestId),
  )

type Placed = Statement & { schoolId: string; personId: string; askedBy: string }
/** Places a statement, unless there is one after this hearing. */
export const placeStatement = async (tx: Tx, row: Placed): Promise<boolean> =>
  (
    await sql`insert into record_statement (school_id, id, person_id, asked_by, request_id, field, placed_at, sealed)
      values (${row.schoolId}, ${row.id}, ${row.personId}, ${row.askedBy}, ${row.requestId}, ${row.field}, ${row.placedAt}, ${row.sealed})
      on conflict do nothing returning id`.execute(tx)
  ).rows.length === 1

/** Whether somebody may ask this about a person. */
export const mayAskAs = async (tx: Tx, asker: string, personId: string, kind: RightKind): Promise<boolean> =>
  (await sql<{ may: boolean }>`select app.may_ask_as(${asker}, ${personId}, ${kind}) as may`.execute(tx)).rows[0]?.may === true

/** Who may ask something about a person. */
export const askersOf = async (tx: Tx, personId: string): Promise<string[]> =>
  (await sql<{ id: string }>`select a as id from app.askers_of(${personId}) a`.execute(tx)).rows.map(({ id }) => id)
