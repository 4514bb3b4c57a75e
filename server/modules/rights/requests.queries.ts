import { sql } from 'kysely'
import type { Waiting } from '#contract/establishing.ts'
import type { Objectable } from '#contract/objecting.ts'
import type { RefusalGround } from '#contract/refusal-grounds.ts'
import type { RightRequest } from '#contract/right-request.ts'
import type { KnownBy, RightKind } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

export type Request = {
  id: string
  kind: RightKind
  personId: string
  askedBy: string
  askedAt: Date
  profile: Profile
  dueOn: string
  extendedAt: Date | null
  coolsUntil: Date | null
  linkUntil: Date | null
  byHand: boolean
  field: string | null
  purpose: Objectable | null
  came: RightRequest['came']
  identity: KnownBy | null
  takenBy: string | null
  receivedOn: string | null
  knownBy: string | null
  neededAt: Date | null
  neededBy: string | null
  confirmedHow: 'own' | 'second' | null
  follows: string | null
  policyId: string | null
  closedAt: Date | null
  closedBy: string | null
  outcome: RightRequest['outcome']
  ground: RefusalGround | null
  sealed: Buffer
}
const columns = sql`id, kind, person_id, asked_by, asked_at, profile, due_on, extended_at, cools_until, link_until, by_hand, field, purpose, came, identity, taken_by, received_on, known_by, needed_at, needed_by, confirmed_how, follows, policy_id, closed_at, closed_by, outcome, ground, sealed`

/** Whose law a person lives under, beside the school's. */
export const profileOf = async (tx: Tx, schoolId: string, personId: string): Promise<Profile | null> =>
  (
    await sql<{ profile: Profile | null }>`select profile from person where school_id = ${schoolId} and id = ${personId}`.execute(
      tx,
    )
  ).rows[0]?.profile ?? null

type Asked = Omit<Request, 'extendedAt' | 'ground' | 'neededAt' | 'neededBy' | 'confirmedHow'> & {
  schoolId: string
  codeDigest: Buffer | null
}

/** Takes a request in, unless the same is open already. */
export const insertRequest = async (tx: Tx, row: Asked): Promise<boolean> =>
  (
    await sql`
      insert into rights_request (school_id, id, kind, person_id, asked_by, asked_at, profile, due_on, cools_until, link_until, by_hand, field, purpose, came, follows, policy_id, identity, taken_by, known_by, received_on, code_digest, closed_at, closed_by, outcome, sealed)
      values (${row.schoolId}, ${row.id}, ${row.kind}, ${row.personId}, ${row.askedBy}, ${row.askedAt}, ${row.profile}, ${row.dueOn}, ${row.coolsUntil},
        ${row.linkUntil}, ${row.byHand}, ${row.field}, ${row.purpose}, ${row.came}, ${row.follows}, ${row.policyId}, ${row.identity}, ${row.takenBy}, ${row.knownBy}, ${row.receivedOn},
        ${row.codeDigest}, ${row.closedAt}, ${row.closedBy}, ${row.outcome}, ${row.sealed})
      on conflict do nothing returning id`.execute(tx)
  ).rows.length === 1

type Same = {
  schoolId: string
  askedBy: string
  personId: string
  kind: RightKind
  field: string | null
  purpose: Objectable | null
  byHand: boolean
  now: Date
}

/** The same request of the same person, if it is still open, or what it brought can still be fetched. */
export const sameRequest = async (
  tx: Tx,
  { schoolId, askedBy, personId, kind, field, purpose, byHand, now }: Same,
): Promise<Request | undefined> =>
  (
    await sql<Request>`select ${columns} from rights_request
      where school_id = ${schoolId} and asked_by = ${askedBy} and person_id = ${personId} and kind = ${kind} and field is not distinct from ${field} and purpose is not distinct from ${purpose} and by_hand = ${byHand}
        and (closed_at is null or (not by_hand and outcome = 'granted' and link_until > ${now})) order by asked_at desc limit 1`.execute(
      tx,
    )
  ).rows[0]

/** What somebody has asked for, the newest first. */
export const requestsBy = async (tx: Tx, schoolId: string, askedBy: string): Promise<Request[]> =>
  (
    await sql<Request>`select ${columns} from rights_request where school_id = ${schoolId} and asked_by = ${askedBy} order by asked_at desc limit 200`.execute(
      tx,
    )
  ).rows

/** `isGone`: locked out, and asked about a child: nobody looks through their walls. */
export type Case = Request & {
  twins: number
  answers: boolean
  byLetter: boolean
  isGone: boolean
  waitsFor: Waiting | null
  maySecond: boolean
}

/** Every request of the school: what is due first comes first, what is closed last. */
export const cases = async (tx: Tx, schoolId: string): Promise<Case[]> =>
  (
    await sql<Case>`select ${columns}, app.answers_rights(person_id, asked_by) as answers, by_hand and (closed_at is null or coalesce(link_until > now(), false)) and app.answered_by_letter(asked_by) as by_letter,
        by_hand and asked_by <> person_id and app.is_locked(school_id, asked_by) as is_gone,
        case when came <> 'app' and closed_at is null and confirmed_at is null then app.case_waits_for(person_id, asked_by, identity, taken_by, known_by) end as waits_for,
        came <> 'app' and closed_at is null and confirmed_at is null and app.may_second(person_id, asked_by, identity, taken_by, known_by) as may_second,
        (select count(*)::int from rights_request o where o.school_id = r.school_id and o.person_id = r.person_id and o.kind = r.kind and o.id <> r.id and o.closed_at is null and r.closed_at is null) as twins
      from rights_request r where school_id = ${schoolId} order by closed_at desc nulls first, due_on, asked_at limit 500`.execute(
      tx,
    )
  ).rows

/** Whether whoever asked cannot fetch a copy, and so is answered by letter. */
export const isAnsweredByLetter = async (tx: Tx, askedBy: string): Promise<boolean> =>
  (await sql<{ byLetter: boolean }>`select app.answered_by_letter(${askedBy}) as by_letter`.execute(tx)).rows[0]?.byLetter ===
  true

/** One request, held until the transaction ends: of two who answer at once the second finds it closed. */
export const holdRequest = async (
  tx: Tx,
  schoolId: string,
  id: string,
): Promise<(Request & { codeDigest: Buffer | null }) | undefined> =>
  (
    await sql<Request & { codeDigest: Buffer | null }>`
      select ${columns}, code_digest from rights_request where school_id = ${schoolId} and id = ${id} and closed_at is null for update`.execute(
      tx,
    )
  ).rows[0]

/** One request, as it stands. */
export const requestWith = async (tx: Tx, schoolId: string, id: string): Promise<Request | undefined> =>
  (await sql<Request>`select ${columns} from rights_request where school_id = ${schoolId} and id = ${id}`.execute(tx)).rows[0]

/** Takes back what is one's own and open. */
export const withdraw = async (
  tx: Tx,
  schoolId: string,
  id: string,
  at: Date,
): Promise<{ kind: RightKind; personId: string } | undefined> =>
  (
    await sql<{ kind: RightKind; personId: string }>`
      update rights_request set closed_at = ${at}, outcome = 'withdrawn', version = version + 1
      where school_id = ${schoolId} and id = ${id} and (closed_at is null or (kind in ('objection', 'deindexing') and outcome = 'granted')) returning kind, person_id`.execute(
      tx,
    )
  ).rows[0]

type Decided = {
  schoolId: string
  id: string
  at: Date
  by: string
  outcome: 'granted' | 'refused' | 'duplicate'
  ground: RefusalGround | null
  sealed: Buffer
}
export const decide = (tx: Tx, { schoolId, id, at, by, outcome, ground, sealed }: Decided) =>
  sql`update rights_request set closed_at = ${at}, closed_by = ${by}, outcome = ${outcome}, ground = ${ground}, sealed = ${sealed}, version = version + 1
    where school_id = ${schoolId} and id = ${id}`.execute(tx)

type Earlier = { schoolId: string; id: string; receivedOn: string; dueOn: string }
/** What came earlier than was known has its day earlier, too; false where it makes no difference, or a complaint has begun the clock anew. */
export const moveUp = async (tx: Tx, { schoolId, id, receivedOn, dueOn }: Earlier): Promise<boolean> =>
  (
    await sql`update rights_request r set received_on = ${receivedOn}, due_on = ${dueOn}, version = version + 1
      where school_id = ${schoolId} and id = ${id} and closed_at is null and due_on > ${dueOn}::date
        and not exists (select from rights_request c where c.school_id = r.school_id and c.follows = r.id and c.kind = 'complaint' and c.outcome = 'granted') returning id`.execute(
      tx,
    )
  ).rows.length === 1

/** From when on, and until when, what was prepared can be fetched. */
export const openLink = (tx: Tx, schoolId: string, id: string, until: Date) =>
  sql`update rights_request set link_until = ${until} where school_id = ${schoolId} and id = ${id}`.execute(tx)

type Extended = { schoolId: string; id: string; at: Date; dueOn: string; sealed: Buffer }
export const extend = (tx: Tx, { schoolId, id, at, dueOn, sealed }: Extended) =>
  sql`update rights_request set extended_at = ${at}, due_on = ${dueOn}, sealed = ${sealed}, version = version + 1
    where school_id = ${schoolId} and id = ${id}`.execute(tx)

export type CaseDone = Pick<Request, 'id' | 'kind' | 'profile' | 'askedAt' | 'dueOn' | 'closedAt' | 'closedBy' | 'outcome'>

/** Every case about somebody, before it goes with them. */
export const casesOf = async (tx: Tx, schoolId: string, personId: string): Promise<CaseDone[]> =>
  (
    await sql<CaseDone>`select id, kind, profile, asked_at, due_on, closed_at, outcome, closed_by from rights_request
      where school_id = ${schoolId} and (person_id = ${personId} or asked_by = ${personId})`.execute(tx)
  ).rows

/** That there were cases, and how they ended, with the erasure that took them. */
export const insertCasesDone = async (tx: Tx, schoolId: string, erasureId: string, cases: readonly CaseDone[]): Promise<void> => {
  for (const one of cases)
    await sql`insert into rights_case_done (school_id, id, kind, profile, asked_at, due_on, closed_at, closed_by, outcome, erasure_id)
      values (${schoolId}, ${one.id}, ${one.kind}, ${one.profile}, ${one.askedAt}, ${one.dueOn}, ${one.closedAt}, ${one.closedBy}, ${one.outcome}, ${erasureId})`.execute(
      tx,
    )
}

type Gone = Omit<CaseDone, 'closedBy' | 'closedAt' | 'outcome'> & { closedAt: Date; outcome: NonNullable<Request['outcome']> } & {
  madeAt: Date
  deleted: number
  detached: number
  kept: number
  keys: number
  keptUntil: string | null
}

/** The cases of those who were erased, the newest first, with what the certificate says. */
export const goneCases = async (tx: Tx, schoolId: string): Promise<Gone[]> =>
  (
    await sql<Gone>`
      select d.id, d.kind, d.profile, d.asked_at, d.due_on, d.closed_at, d.outcome, e.made_at, e.deleted, e.detached, e.kept, e.keys, e.kept_until
      from rights_case_done d join erasure e on e.school_id = d.school_id and e.id = d.erasure_id
      where d.school_id = ${schoolId} order by d.closed_at desc limit 200`.execute(tx)
  ).rows

/** The records of some people, as far as they exist for the reader. */
export const peopleWith = async (tx: Tx, schoolId: string, ids: readonly string[]): Promise<{ id: string; sealed: Buffer }[]> =>
  (
    await sql<{
      id: string
      sealed: Buffer
    }>`select id, sealed from person where school_id = ${schoolId} and id = any (${ids}::uuid[])`.execute(tx)
  ).rows

/** What has been refused about somebody, the newest first. */
export const refusedAbout = async (tx: Tx, schoolId: string, personId: string): Promise<Request[]> =>
  (
    await sql<Request>`select ${columns} from rights_request where school_id = ${schoolId} and person_id = ${personId} and (outcome = 'refused' or (by_hand and outcome = 'granted'))
      order by closed_at desc limit 50`.execute(tx)
  ).rows
