import { sql } from 'kysely'
import type { handOverReasons, successorRoles } from '#contract/hand-overs.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

type Taught = { id: string; sealed: Buffer; endedOn: string | null; others: string[] }

/** Who teaches a class from today on, with a role that lets them. */
const teaches = sql`e.role in ('teacher', 'substitute') and (e.until_on is null or e.until_on >= current_date)
  and exists (select from person_role r where r.school_id = e.school_id and r.person_id = e.person_id and r.role in ('teacher', 'substitute') and (r.until_at is null or r.until_at > now()))
  and not app.is_locked(e.school_id, e.person_id)`

/** What somebody has to hand over: the classes taught from today on, and those taught this year that have nobody since. */
export const classesOf = (tx: Tx, schoolId: string, personId: string) =>
  sql<Taught>`
    select c.id, c.sealed, case when bool_or(m.until_on is null or m.until_on >= current_date) then null else max(m.until_on)::text end as ended_on,
      array(select e.person_id from enrolment e where e.school_id = c.school_id and e.class_id = c.id and e.person_id <> ${personId} and ${teaches}) as others
    from enrolment m join class c on c.school_id = m.school_id and c.id = m.class_id join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
    where m.school_id = ${schoolId} and m.person_id = ${personId} and m.role in ('teacher', 'substitute') and y.to_on >= current_date
    group by c.school_id, c.id, c.sealed
    having bool_or(m.until_on is null or m.until_on >= current_date)
      or not exists (select from enrolment e where e.school_id = c.school_id and e.class_id = c.id and e.person_id <> ${personId} and ${teaches})`
    .execute(tx)
    .then(({ rows }) => rows)

/** Classes of this year and the next that nobody teaches, and who did last. */
export const untaught = (tx: Tx, schoolId: string) =>
  sql<{ id: string; sealed: Buffer; lastId: string | null }>`
    select c.id, c.sealed, (select e.person_id from enrolment e where e.school_id = c.school_id and e.class_id = c.id and e.role in ('teacher', 'substitute')
        order by e.until_on desc nulls first, e.from_on desc limit 1) as last_id
    from class c join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
    where c.school_id = ${schoolId} and y.to_on >= current_date and not exists (select from enrolment e where e.school_id = c.school_id and e.class_id = c.id and ${teaches})`
    .execute(tx)
    .then(({ rows }) => rows)

/** Who teaches in the school, and their last day where it is known. */
export const staff = (tx: Tx, schoolId: string) =>
  sql<{ id: string; until: string | null }>`
    select r.person_id as id, case when bool_or(r.until_at is null) then null else ((max(r.until_at) - interval '1 second') at time zone s.time_zone)::date::text end as until
    from person_role r join school s on s.school_id = r.school_id
    where r.school_id = ${schoolId} and r.role in ('teacher', 'substitute') and (r.until_at is null or r.until_at > now()) and not app.is_locked(r.school_id, r.person_id)
    group by r.person_id, s.time_zone`
    .execute(tx)
    .then(({ rows }) => rows)

/** With which of their roles somebody may teach on a first and a last day (without a last day, on the first), if with any. */
export const mayTeachAs = (tx: Tx, schoolId: string, personId: string, wanted: string, fromOn: string, untilOn: string | null) =>
  sql<{ role: 'teacher' | 'substitute' }>`
    select r.role from person_role r join school s on s.school_id = r.school_id
    where r.school_id = ${schoolId} and r.person_id = ${personId} and r.role in ('teacher', ${wanted}) and not app.is_locked(r.school_id, r.person_id)
      and r.from_at < (${fromOn}::date + 1)::timestamp at time zone s.time_zone
      and (r.until_at is null or r.until_at >= (coalesce(${untilOn}::date, ${fromOn}::date) + 1)::timestamp at time zone s.time_zone)
    order by r.role = ${wanted} desc limit 1`
    .execute(tx)
    .then(({ rows }) => rows[0]?.role)

type NewHandOver = {
  schoolId: string
  id: string
  fromId: string
  toId: string
  why: (typeof handOverReasons)[number]
  role: (typeof successorRoles)[number]
  fromOn: string
  untilOn: string | null
  madeBy: string | null
}

/** Written down at the moment that the log of changes has, too. */
export const insertHandOver = (tx: Tx, handOver: NewHandOver) =>
  tx
    .insertInto('handOver')
    .values({ ...handOver, madeAt: sql<Date>`now()`, seenAt: null, undoneAt: null, undoneBy: null })
    .execute()

/** Places of somebody in a class that reach the successor's first day, held: each with whether it began before that. */
export const placesIn = (tx: Tx, schoolId: string, personId: string, classId: string, fromOn: string) =>
  sql<{ id: string; untilOn: string | null; isEarlier: boolean }>`
    select id, until_on, from_on < ${fromOn}::date as is_earlier from enrolment
    where school_id = ${schoolId} and person_id = ${personId} and class_id = ${classId} and role in ('teacher', 'substitute') and (until_on is null or until_on >= ${fromOn}::date)
    order by id for update`
    .execute(tx)
    .then(({ rows }) => rows)

export const endPlace = (tx: Tx, schoolId: string, id: string, fromOn: string) =>
  sql`update enrolment set until_on = ${fromOn}::date - 1 where school_id = ${schoolId} and id = ${id}`.execute(tx)

type Begin = { classId: string; personId: string; role: string; fromOn: string; untilOn: string | null; by: string | null }

/** The successor's place; undefined where there is one already. */
export const beginPlace = async (tx: Tx, schoolId: string, { classId, personId, role, fromOn, untilOn, by }: Begin) => {
  const id = uuidv7()
  const { rows } = await sql<{ id: string }>`
    insert into enrolment (school_id, id, class_id, person_id, role, from_on, until_on, created_at, created_by)
    values (${schoolId}, ${id}, ${classId}, ${personId}, ${role}, ${fromOn}::date, ${untilOn}::date, now(), ${by}) on conflict on constraint enrolment_twice do nothing returning id`.execute(
    tx,
  )
  return rows[0]?.id
}

type Item = {
  kind: string
  targetId: string
  endedId?: string | undefined
  wasOn?: string | null | undefined
  begunId?: string | undefined
}

export const insertItem = (tx: Tx, schoolId: string, handOverId: string, { kind, targetId, endedId, wasOn, begunId }: Item) =>
  tx
    .insertInto('handOverItem')
    .values({
      schoolId,
      id: uuidv7(),
      handOverId,
      kind,
      targetId,
      endedId: endedId ?? null,
      wasOn: wasOn ?? null,
      begunId: begunId ?? null,
    })
    .execute()

/** Conversations that go on with whoever takes over, and about which pupil each is. */
export const passedOn = (tx: Tx, handOverId: string) =>
  sql<{
    conversationId: string
    pupilId: string
  }>`select distinct conversation_id, pupil_id from app.passed_with(${handOverId}) order by 1`
    .execute(tx)
    .then(({ rows }) => rows)

const shown = sql`h.id, h.from_id, h.to_id, h.role, h.why, h.from_on::text, h.until_on::text, h.made_at, h.undone_at, h.seen_at, h.from_on <= current_date as has_begun,
  array(select i.target_id from hand_over_item i where i.school_id = h.school_id and i.hand_over_id = h.id and i.kind = 'class') as classes`

export type HandOverRow = NewHandOver & {
  madeAt: Date
  undoneAt: Date | null
  seenAt: Date | null
  hasBegun: boolean
  classes: string[]
}

/** Hand-overs, newest first: all, those of one who left, or those that came to one. */
export const handOvers = (tx: Tx, schoolId: string, whose: { from?: string; to?: string } = {}) =>
  sql<HandOverRow>`select ${shown} from hand_over h where h.school_id = ${schoolId}
    and (${whose.from ?? null}::uuid is null or h.from_id = ${whose.from ?? null}) and (${whose.to ?? null}::uuid is null or (h.to_id = ${whose.to ?? null} and h.undone_at is null))
    order by h.made_at desc limit 200`
    .execute(tx)
    .then(({ rows }) => rows)

export const heldHandOver = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('handOver').where('schoolId', '=', schoolId).where('id', '=', id).selectAll().forUpdate().executeTakeFirst()

export const setUndone = (tx: Tx, schoolId: string, id: string, by: string | null, now: Date) =>
  tx
    .updateTable('handOver')
    .set({ undoneAt: now, undoneBy: by })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('undoneAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

const changedSince = (column: 'begun_id' | 'ended_id') =>
  sql`exists (select from vault.change c where c.school_id = i.school_id and c.table_name = 'public.enrolment' and c.row_id = i.${sql.ref(column)} and c.at > h.made_at)`

/** What went, and whether somebody has changed it since. */
export const itemsOf = (tx: Tx, schoolId: string, id: string) =>
  sql<{ kind: string; targetId: string; endedId: string | null; wasOn: string | null; begunId: string | null; isKept: boolean }>`
    select i.kind, i.target_id, i.ended_id, i.was_on::text, i.begun_id, ${changedSince('begun_id')} or ${changedSince('ended_id')} as is_kept
    from hand_over_item i join hand_over h on h.school_id = i.school_id and h.id = i.hand_over_id where i.school_id = ${schoolId} and i.hand_over_id = ${id} order by i.id`
    .execute(tx)
    .then(({ rows }) => rows)

/** A place that has begun ends yesterday; one that has not was never there. */
export const takeBackPlace = async (tx: Tx, schoolId: string, id: string) => {
  await sql`update enrolment set until_on = current_date - 1 where school_id = ${schoolId} and id = ${id} and from_on < current_date`.execute(
    tx,
  )
  await sql`delete from enrolment where school_id = ${schoolId} and id = ${id} and from_on >= current_date`.execute(tx)
}

export const reopenPlace = (tx: Tx, schoolId: string, id: string, wasOn: string | null) =>
  sql`update enrolment set until_on = ${wasOn}::date where school_id = ${schoolId} and id = ${id}`.execute(tx)

/** Says that it was seen; nothing where it did not come to whoever says so. */
export const setSeen = (tx: Tx, schoolId: string, id: string, now: Date) =>
  tx
    .updateTable('handOver')
    .set({ seenAt: now })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()

export const classesById = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('class')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .select(['id', 'sealed'])
    .execute()
