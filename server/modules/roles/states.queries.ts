import { sql } from 'kysely'
import type { accountStates, stateReasons } from '#contract/grants.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

export type State = (typeof accountStates)[number]
type Reason = (typeof stateReasons)[number]

/** What somebody is now: the state that decides, the roles held, and whether whoever asks may change it. */
export const nowOf = (tx: Tx, personId: string) =>
  sql<{ state: State; isLocked: boolean; roles: PersonRole[]; isYours: boolean }>`
    select coalesce((select s.state from person_state s where s.school_id = p.school_id and s.person_id = p.id and s.from_at <= now()
        order by s.from_at desc, s.id desc limit 1), 'active') as state, app.is_locked(p.school_id, p.id) as is_locked,
      array(select distinct r.role from person_role r where r.school_id = p.school_id and r.person_id = p.id and r.from_at <= now()
        and (r.until_at is null or r.until_at > now())) as roles,
      app.is_a('administrator', 'head') or not exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id
        and r.role in ('administrator', 'head', 'office', 'dpo') and r.from_at <= now() and (r.until_at is null or r.until_at > now())) as is_yours
    from person p where p.school_id = app.school_id() and p.id = ${personId} for update of p`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** The state before the one that decides now: what somebody comes back to. */
export const stateBefore = (tx: Tx, personId: string) =>
  sql<{ state: State; untilAt: Date | null; fromAt: Date }>`
    select s.state, s.until_at, s.from_at from person_state s
    where s.school_id = app.school_id() and s.person_id = ${personId} and s.from_at <= now() order by s.from_at desc, s.id desc offset 1 limit 1`
    .execute(tx)
    .then(({ rows }) => rows[0])

type Change = {
  schoolId: string
  personId: string
  state: State
  reason: Reason
  fromAt: Date
  untilAt: Date | null
  madeBy: string | null
}

/** A change of state is a row more, never another row. */
export const insertState = (tx: Tx, change: Change) =>
  tx
    .insertInto('personState')
    .values({ ...change, id: uuidv7() })
    .execute()

export const accountOf = (tx: Tx, schoolId: string, personId: string) =>
  tx
    .selectFrom('directory.membership')
    .select('accountId')
    .where('schoolId', '=', schoolId)
    .where('personId', '=', personId)
    .executeTakeFirst()

/** Whether anything is left that somebody could do here. */
export const isAnybody = (tx: Tx, personId: string) =>
  sql<{ isAnybody: boolean }>`
    select not app.is_locked(app.school_id(), ${personId}) and exists (select from person_role r
      where r.school_id = app.school_id() and r.person_id = ${personId} and r.from_at <= now() and (r.until_at is null or r.until_at > now())) as is_anybody`
    .execute(tx)
    .then(({ rows }) => rows[0]!.isAnybody)

/** Ends the sessions of one person in one school; those of the same account elsewhere go on. */
export const endSessions = (tx: Tx, accountId: string, schoolId: string, personId: string, at: Date) =>
  tx
    .updateTable('directory.session')
    .set({ endedAt: at, endedWhy: 'membership' })
    .where('accountId', '=', accountId)
    .where('schoolId', '=', schoolId)
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute()

/** Roles whose day has come and of which nobody has been told. */
export const expire = (tx: Tx, schoolId: string) =>
  sql<{ personId: string; role: PersonRole }>`
    update person_role set ended_why = 'date' where school_id = ${schoolId} and until_at <= now() and ended_why is null and grant_id is not null
    returning person_id, role`
    .execute(tx)
    .then(({ rows }) => rows)

/** Those whose sixty days, or the day that was named, are over. */
export const gone = (tx: Tx, schoolId: string) =>
  sql<{ personId: string }>`
    select s.person_id from (select distinct on (person_id) person_id, state, from_at, until_at from person_state
      where school_id = ${schoolId} and from_at <= now() order by person_id, from_at desc, id desc) s
    where s.state = 'leaving' and coalesce(s.until_at, s.from_at + interval '60 days') <= now()`
    .execute(tx)
    .then(({ rows }) => rows)
