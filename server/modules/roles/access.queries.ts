import { sql } from 'kysely'
import type { accountStates, endings, GivenRole, grantReasons, stateReasons } from '#contract/grants.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

type Held = {
  id: string
  role: PersonRole
  reason: 'set_up' | 'office' | 'roster' | 'class_key' | 'grant'
  fromAt: Date
  untilAt: Date | null
  grantedBy: string | null
  endedWhy: (typeof endings)[number] | null
  isLive: boolean
  canEnd: boolean
  grantId: string | null
}

/** Every role that somebody holds or has held, those of now first. */
export const rolesOf = (tx: Tx, personId: string) =>
  sql<Held>`
    select r.id, r.role, r.reason, r.from_at, r.until_at, r.granted_by, r.ended_why, r.grant_id, (r.until_at is null or r.until_at > now()) as is_live,
      (r.until_at is null or r.until_at > now()) and r.role not in ('pupil', 'guardian', 'operator') and app.may_give(r.role) as can_end
    from person_role r where r.school_id = app.school_id() and r.person_id = ${personId} order by 9 desc, r.from_at desc`
    .execute(tx)
    .then(({ rows }) => rows)

type Grant = {
  id: string
  role: GivenRole
  why: (typeof grantReasons)[number]
  untilAt: Date
  sealed: Buffer
  askedAt: Date
  askedBy: string | null
  decidedBy: string | null
  verdict: 'granted' | 'declined' | 'withdrawn' | null
}
export const grantsOf = (tx: Tx, personId: string) =>
  sql<Grant>`
    select q.id, q.role, q.why, q.until_at, q.sealed, q.asked_at, q.asked_by, q.decided_by, q.verdict from grant_request q
    where q.school_id = app.school_id() and q.person_id = ${personId} and (q.verdict is null or q.verdict = 'granted') order by q.asked_at desc`
    .execute(tx)
    .then(({ rows }) => rows)

type Stood = {
  state: (typeof accountStates)[number]
  reason: (typeof stateReasons)[number]
  fromAt: Date
  untilAt: Date | null
  madeBy: string | null
}
/** How somebody has stood here, newest first. Who might come and has no way in yet is invited: what makes them active is that they came. */
export const statesOf = (tx: Tx, personId: string) =>
  sql<Stood>`
    select case when s.state = 'active' and not exists (select from directory.membership m where m.school_id = s.school_id and m.person_id = s.person_id)
      then 'invited' else s.state end as state, s.reason, s.from_at, s.until_at, s.made_by from person_state s
    where s.school_id = app.school_id() and s.person_id = ${personId} and s.from_at <= now() order by s.from_at desc, s.id desc`
    .execute(tx)
    .then(({ rows }) => rows)

/** The records of these people, as far as they are still there. */
export const records = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('person')
    .select(['id', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${[...new Set(ids)]}::uuid[])`)
    .execute()

/** What whoever asks may give, and whether they may decide what waits. */
export const powers = (tx: Tx, given: readonly string[]) =>
  sql<{ give: GivenRole[]; decides: boolean }>`
    select array(select r from unnest(${given}::text[]) r where app.may_give(r)) as give, app.is_a('administrator', 'head') as decides`
    .execute(tx)
    .then(({ rows }) => rows[0]!)

/** Classes of the year that is running, for a substitute. */
export const classesNow = (tx: Tx, schoolId: string) =>
  sql<{ id: string; sealed: Buffer }>`
    select c.id, c.sealed from class c join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
    where c.school_id = ${schoolId} and current_date between y.from_on and y.to_on`
    .execute(tx)
    .then(({ rows }) => rows)
