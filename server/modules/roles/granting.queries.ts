import { sql } from 'kysely'
import type { endings, GivenRole, grantReasons } from '#contract/grants.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

type Why = (typeof grantReasons)[number]
type Ending = (typeof endings)[number]

/** What there is to know about somebody before a role is given. */
export const standing = (tx: Tx, personId: string, role: GivenRole) =>
  sql<{ mayGive: boolean; isPupil: boolean; isLocked: boolean }>`
    select app.may_give(${role}) as may_give, app.is_locked(app.school_id(), ${personId}) as is_locked,
      exists (select from person_role r where r.school_id = app.school_id() and r.person_id = ${personId} and r.role = 'pupil'
        and r.from_at <= now() and (r.until_at is null or r.until_at > now())) as is_pupil`
    .execute(tx)
    .then(({ rows }) => rows[0]!)

/** The end of a day where the school is. */
export const endOf = (tx: Tx, day: string) =>
  sql<{
    at: Date
  }>`select ((${day}::date + 1)::timestamp at time zone s.time_zone) as at from school s where s.school_id = app.school_id()`
    .execute(tx)
    .then(({ rows }) => rows[0]!.at)

export type Grant = {
  schoolId: string
  id: string
  personId: string
  role: GivenRole
  why: Why
  classId: string | null
  untilAt: Date
}
type Asked = Grant & {
  sealed: Buffer
  askedAt: Date
  askedBy: string
  decidedAt: Date | null
  decidedBy: string | null
  verdict: 'granted' | null
}

/** Writes down what is asked for, or given at once; false when the same waits for somebody already. */
export const insertGrant = async (tx: Tx, asked: Asked): Promise<boolean> =>
  (await tx
    .insertInto('grantRequest')
    .values(asked)
    .onConflict((conflict) => conflict.constraint('grant_request_open').doNothing())
    .returning('id')
    .executeTakeFirst()) !== undefined

export const grantById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('grantRequest').where('schoolId', '=', schoolId).where('id', '=', id).selectAll().executeTakeFirst()

/** Decides what waits. The condition is the lock: of two who decide at once, one gets no row. */
export const decideGrant = (
  tx: Tx,
  schoolId: string,
  id: string,
  verdict: 'granted' | 'declined' | 'withdrawn',
  by: string,
  at: Date,
) =>
  tx
    .updateTable('grantRequest')
    .set({ verdict, decidedBy: by, decidedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** Ends a shorter grant of the same role, which a longer one takes the place of. */
export const replaceShorter = (tx: Tx, { schoolId, personId, role, untilAt }: Grant, by: string, now: Date) =>
  tx
    .updateTable('personRole')
    .set({ untilAt: now, endedBy: by, endedWhy: 'replaced' })
    .where('schoolId', '=', schoolId)
    .where('personId', '=', personId)
    .where('role', '=', role)
    .where('fromAt', '<=', now)
    .where('untilAt', '>', now)
    .where('untilAt', '<', untilAt)
    .execute()

/** The role itself, from now on; undefined when somebody gave it a moment before, or it is held for as long. */
export const insertRole = (tx: Tx, { schoolId, id, personId, role, untilAt }: Grant, by: string, now: Date) =>
  tx
    .insertInto('personRole')
    .values({
      ...{ schoolId, id: uuidv7(), personId, role, reason: 'grant', fromAt: now, untilAt, grantedBy: by, grantId: id },
    })
    .onConflict((conflict) => conflict.constraint('person_role_twice').doNothing())
    .returning('id')
    .executeTakeFirst()

/** A substitute is in the class from today until the last day. */
export const enrolSubstitute = (tx: Tx, { schoolId, classId, personId, untilAt }: Grant, by: string, now: Date) =>
  sql`insert into enrolment (school_id, id, class_id, person_id, role, from_on, until_on, created_at, created_by)
    select ${schoolId}, ${uuidv7()}, ${classId}, ${personId}, 'substitute', (${now}::timestamptz at time zone s.time_zone)::date,
      ((${untilAt}::timestamptz - interval '1 second') at time zone s.time_zone)::date, ${now}, ${by} from school s where s.school_id = ${schoolId}
    on conflict on constraint enrolment_twice do nothing`.execute(tx)

/** A role that has not ended. */
export const liveRole = (tx: Tx, schoolId: string, id: string, now: Date) =>
  tx
    .selectFrom('personRole')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where((where) => where.or([where('untilAt', 'is', null), where('untilAt', '>', now)]))
    .select(['id', 'personId', 'role'])
    .executeTakeFirst()

// Who waited for the first has an older now() than what the first wrote: what was ended is known by its reason, and who is shut out by the
// state that was written last, whenever either is said to begin.
const administrating = (schoolId: string) => sql`person_role r where r.school_id = ${schoolId} and r.role = 'administrator'
  and r.from_at <= now() and (r.until_at is null or (r.until_at > clock_timestamp() and r.ended_why is null))`

const shutOut = sql`select from (select s.state, s.from_at, s.until_at from person_state s where s.school_id = r.school_id and s.person_id = r.person_id
    order by s.from_at desc, s.id desc limit 1) s
  where s.state not in ('invited', 'active') and not (s.state = 'leaving' and coalesce(s.until_at, s.from_at + interval '60 days') > clock_timestamp())`

/** Who administers the school now and may act. The rows are held first, so that of two who end or shut out one each the second sees what the first did. */
export const administrators = async (tx: Tx, schoolId: string) => {
  await sql`select r.id from ${administrating(schoolId)} order by r.id for update`.execute(tx)
  const { rows } = await sql<{ id: string; personId: string }>`
    select r.id, r.person_id from ${administrating(schoolId)} and not exists (${shutOut})`.execute(tx)
  return rows
}

export const endRole = (tx: Tx, schoolId: string, id: string, why: Ending, by: string | null, now: Date) =>
  tx
    .updateTable('personRole')
    .set({ untilAt: sql<Date>`greatest(${now}, from_at)`, endedBy: by, endedWhy: why })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where((where) => where.or([where('untilAt', 'is', null), where('untilAt', '>', now)]))
    .returning(['id', 'personId', 'role'])
    .executeTakeFirst()

/** Whoever no longer teaches, or stands in, has no place in a class any more; a role that is to begin still counts. All of the school, or one person. */
export const endPlaces = (tx: Tx, schoolId: string, personId?: string) =>
  sql<{ personId: string; classId: string }>`
    update enrolment e set until_on = greatest(e.from_on, current_date - 1)
    where e.school_id = ${schoolId} and (${personId ?? null}::uuid is null or e.person_id = ${personId ?? null}::uuid) and e.role in ('teacher', 'substitute')
      and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date and e.until_on > e.from_on)
      and not exists (select from person_role r where r.school_id = e.school_id and r.person_id = e.person_id and r.role = e.role and (r.until_at is null or r.until_at > now()))
    returning e.person_id, e.class_id`
    .execute(tx)
    .then(({ rows }) => rows)

export const classExists = async (tx: Tx, schoolId: string, id: string): Promise<boolean> =>
  (await tx.selectFrom('class').where('schoolId', '=', schoolId).where('id', '=', id).select('id').executeTakeFirst()) !==
  undefined
