import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

export type MoveKind = 'year' | 'class' | 'begin' | 'end' | 'leave' | 'role' | 'grade'
export type Move = {
  id: string
  nth: number
  kind: MoveKind
  targetId: string
  wantedId: string | null
  personId: string | null
  classId: string | null
  role: 'teacher' | 'substitute' | 'pupil' | 'guardian' | null
  onDate: string | null
  fromAt: Date | null
  untilAt: Date | null
}
export type NewMove = Pick<Move, 'kind' | 'targetId'> &
  Partial<Omit<Move, 'id' | 'nth'>> & { wasOn?: string | null; wasAt?: Date | null; wasState?: string | null }

const portion = 5_000

/** Writes down what is to be done, in order, before any of it is. */
export const stage = async (tx: Tx, schoolId: string, planId: string, moves: readonly NewMove[]) => {
  for (let first = 0; first < moves.length; first += portion) {
    const rows = moves.slice(first, first + portion)
    const of = <K extends keyof NewMove>(column: K) => rows.map((row) => row[column] ?? null)
    await sql`insert into year_move (school_id, plan_id, id, nth, kind, target_id, wanted_id, person_id, class_id, role, on_date, was_on, from_at, until_at, was_at, was_state)
      select ${schoolId}, ${planId}, m.* from unnest(${rows.map(() => uuidv7())}::uuid[], ${rows.map((_, at) => first + at)}::int[], ${of('kind')}::text[], ${of('targetId')}::uuid[],
        ${of('wantedId')}::uuid[], ${of('personId')}::uuid[], ${of('classId')}::uuid[], ${of('role')}::text[], ${of('onDate')}::date[], ${of('wasOn')}::date[],
        ${of('fromAt')}::timestamptz[], ${of('untilAt')}::timestamptz[], ${of('wasAt')}::timestamptz[], ${of('wasState')}::text[]) as m`.execute(
      tx,
    )
  }
}

const columns = sql`id, nth, kind, target_id, wanted_id, person_id, class_id, role, on_date, from_at, until_at`

/** The next of what is to be done, all of one kind. */
export const nextMoves = (tx: Tx, schoolId: string, planId: string, most: number) =>
  sql<Move>`with next as (select ${columns} from year_move where school_id = ${schoolId} and plan_id = ${planId} and kind <> 'grade' and done_at is null order by nth limit ${most})
    select * from next where kind = (select kind from next order by nth limit 1) order by nth`
    .execute(tx)
    .then(({ rows }) => rows)

const these = (schoolId: string, moves: readonly Move[]) =>
  sql`m.school_id = ${schoolId} and m.id = any (${moves.map(({ id }) => id)}::uuid[])`

export const setDone = (tx: Tx, schoolId: string, moves: readonly Move[]) =>
  sql`update year_move m set done_at = now() where ${these(schoolId, moves)}`.execute(tx)

export const makeYear = async (tx: Tx, schoolId: string, planId: string, { targetId }: Move, now: Date) => {
  await sql`insert into school_year (school_id, id, from_on, to_on, created_at)
    select school_id, ${targetId}, from_on, to_on, ${now}::timestamptz from year_plan where school_id = ${schoolId} and id = ${planId} on conflict do nothing`.execute(
    tx,
  )
}

/** Places begin: a place says itself when it was made, and from then on each change of it is logged. */
export const beginPlaces = (tx: Tx, schoolId: string, moves: readonly Move[], by: string | null) =>
  sql`insert into enrolment (school_id, id, class_id, person_id, role, from_on, until_on, created_at, created_by)
    select m.school_id, m.target_id, m.class_id, m.person_id, m.role, m.on_date, null, now(), ${by}::uuid from year_move m where ${these(schoolId, moves)} order by m.nth
    on conflict on constraint enrolment_twice do nothing`.execute(tx)

export const endPlaces = (tx: Tx, schoolId: string, moves: readonly Move[]) =>
  sql`update enrolment e set until_on = m.on_date from year_move m
    where ${these(schoolId, moves)} and e.school_id = m.school_id and e.id = m.target_id and e.from_on <= m.on_date and (e.until_on is null or e.until_on > m.on_date)`.execute(
    tx,
  )

export const beginLeaving = (tx: Tx, schoolId: string, moves: readonly Move[], by: string | null) =>
  sql`insert into person_state (school_id, id, person_id, state, reason, from_at, until_at, made_by)
    select m.school_id, m.target_id, m.person_id, 'leaving', 'office', m.from_at, m.until_at, ${by}::uuid from year_move m where ${these(schoolId, moves)} order by m.nth
    on conflict do nothing`.execute(tx)

export const endRoles = (tx: Tx, schoolId: string, moves: readonly Move[], by: string | null) =>
  sql`update person_role r set until_at = greatest(m.until_at, r.from_at), ended_by = ${by}::uuid, ended_why = 'left' from year_move m
    where ${these(schoolId, moves)} and r.school_id = m.school_id and r.id = m.target_id and (r.until_at is null or r.until_at > m.until_at)`.execute(
    tx,
  )

/** What was done and changed by somebody since, by the log of changes; a class and a year are kept while something else hangs on them. */
const since = (table: string) =>
  sql`exists (select from vault.change c where c.school_id = m.school_id and c.table_name = ${table}::text and c.row_id = m.target_id and c.at > m.done_at)`
const isKept = sql`case m.kind
  when 'begin' then ${since('public.enrolment')} when 'end' then ${since('public.enrolment')} when 'role' then ${since('public.person_role')}
  when 'leave' then exists (select from person_state s join vault.change c on c.school_id = s.school_id and c.table_name = 'public.person_state' and c.row_id = s.id
    where s.school_id = m.school_id and s.person_id = m.person_id and s.id <> m.target_id and c.at > m.done_at)
  when 'class' then exists (select from class_key k where k.school_id = m.school_id and k.class_id = m.target_id)
    or exists (select from enrolment e where e.school_id = m.school_id and e.class_id = m.target_id
      and not exists (select from year_move b where b.school_id = e.school_id and b.plan_id = m.plan_id and b.kind = 'begin' and b.target_id = e.id))
  else false end`

/** What taking a plan back would touch, and what it leaves alone. */
export const touched = (tx: Tx, schoolId: string, planId: string) =>
  sql<{ kind: MoveKind; personId: string | null; isKept: boolean }>`
    select m.kind, m.person_id, ${isKept} as is_kept from year_move m where m.school_id = ${schoolId} and m.plan_id = ${planId} and m.kind <> 'grade' and m.done_at is not null and m.undone_at is null`
    .execute(tx)
    .then(({ rows }) => rows)

/** The next of what is to be taken back, the last first, all of one kind. */
export const lastMoves = (tx: Tx, schoolId: string, planId: string, most: number) =>
  sql<
    Move & { isKept: boolean }
  >`with last as (select * from year_move m where m.school_id = ${schoolId} and m.plan_id = ${planId} and m.kind <> 'grade' and m.done_at is not null and m.undone_at is null
      order by nth desc limit ${most})
    select ${columns}, ${isKept} as is_kept from last m where m.kind = (select kind from last order by nth desc limit 1) order by nth desc`
    .execute(tx)
    .then(({ rows }) => rows)

export const setUndone = (tx: Tx, schoolId: string, moves: readonly (Move & { isKept: boolean })[]) =>
  sql`update year_move m set undone_at = now(), is_kept = k.is_kept
    from unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map((move) => move.isKept)}::boolean[]) as k (id, is_kept)
    where m.school_id = ${schoolId} and m.id = k.id`.execute(tx)

export const countKept = (tx: Tx, schoolId: string, planId: string) =>
  sql<{
    count: number
  }>`select count(*)::int as count from year_move where school_id = ${schoolId} and plan_id = ${planId} and is_kept`
    .execute(tx)
    .then(({ rows }) => rows[0]?.count ?? 0)

/** A place that has begun ends yesterday; one that has not was never there. */
export const takeBackPlaces = async (tx: Tx, schoolId: string, moves: readonly Move[]) => {
  await sql`update enrolment e set until_on = current_date - 1 from year_move m
    where ${these(schoolId, moves)} and e.school_id = m.school_id and e.id = m.target_id and e.from_on < current_date`.execute(tx)
  await sql`delete from enrolment e using year_move m
    where ${these(schoolId, moves)} and e.school_id = m.school_id and e.id = m.target_id and e.from_on >= current_date`.execute(
    tx,
  )
}

export const reopenPlaces = (tx: Tx, schoolId: string, moves: readonly Move[]) =>
  sql`update enrolment e set until_on = m.was_on from year_move m
    where ${these(schoolId, moves)} and e.school_id = m.school_id and e.id = m.target_id and e.until_on = m.on_date`.execute(tx)

/** A leaving that has been taken back gives way to what was before, at the moment at which it would have begun. */
export const stay = (tx: Tx, schoolId: string, moves: readonly Move[], by: string | null, now: Date) =>
  sql`insert into person_state (school_id, id, person_id, state, reason, from_at, until_at, made_by)
    select m.school_id, n.id, m.person_id, coalesce(m.was_state, 'active'), 'office', greatest(m.from_at, ${now}::timestamptz), null, ${by}::uuid
    from year_move m join unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map(() => uuidv7())}::uuid[]) as n (of_id, id) on n.of_id = m.id where m.school_id = ${schoolId}`.execute(
    tx,
  )

export const reopenRoles = (tx: Tx, schoolId: string, moves: readonly Move[]) =>
  sql`update person_role r set until_at = m.was_at, ended_by = null, ended_why = null from year_move m
    where ${these(schoolId, moves)} and r.school_id = m.school_id and r.id = m.target_id
      and not exists (select from person_role o where o.school_id = r.school_id and o.person_id = r.person_id and o.role = r.role and o.id <> r.id
        and tstzrange(o.from_at, o.until_at) && tstzrange(r.from_at, m.was_at))`.execute(tx)

/** A class that was never begun goes, with its audiences. */
export const takeBackClass = async (tx: Tx, schoolId: string, id: string) => {
  await sql`delete from audience where school_id = ${schoolId} and kind in ('class', 'class_staff') and target_id = ${id}`.execute(
    tx,
  )
  await sql`delete from class where school_id = ${schoolId} and id = ${id}`.execute(tx)
}

export const takeBackYear = (tx: Tx, schoolId: string, id: string) =>
  sql`delete from school_year y where y.school_id = ${schoolId} and y.id = ${id}`.execute(tx)

export const setYear = (tx: Tx, schoolId: string, planId: string, yearId: string) =>
  tx.updateTable('yearPlan').set({ toYearId: yearId }).where('schoolId', '=', schoolId).where('id', '=', planId).execute()
