import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

export type SealedMove = { id: string; personId: string; sealed: Buffer }

/** Writes down whose grade is to move on; `rows` are named and sealed before. */
export const stageGrades = (tx: Tx, schoolId: string, planId: string, first: number, rows: readonly SealedMove[]) =>
  sql`insert into year_move (school_id, plan_id, id, nth, kind, target_id, person_id, sealed)
    select ${schoolId}, ${planId}, m.id, ${first}::int + m.nth, 'grade', m.person_id, m.person_id, m.sealed
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ personId }) => personId)}::uuid[], ${rows.map((row) => row.sealed)}::bytea[]) with ordinality as m (id, person_id, sealed, nth)`.execute(
    tx,
  )

export const newIds = (count: number) => Array.from({ length: count }, () => uuidv7())

/** Plans whose year has begun and which have grades to move; held, so that nobody takes them back in the meantime. */
export const duePlans = (tx: Tx, schoolId: string, today: string) =>
  sql<{
    id: string
  }>`select p.id from year_plan p where p.school_id = ${schoolId} and p.state = 'applied' and p.from_on <= ${today}::date
      and exists (select from year_move m where m.school_id = p.school_id and m.plan_id = p.id and m.kind = 'grade' and m.done_at is null and m.undone_at is null)
    order by p.id for update`
    .execute(tx)
    .then(({ rows }) => rows.map(({ id }) => id))

/** The next grades to move; `goesOn`: the place that the plan began is still theirs. */
export const nextGrades = (tx: Tx, schoolId: string, planId: string, today: string, most: number) =>
  sql<SealedMove & { goesOn: boolean }>`select m.id, m.person_id, m.sealed, exists (
      select from year_move b join enrolment e on e.school_id = b.school_id and e.id = b.target_id
      where b.school_id = m.school_id and b.plan_id = m.plan_id and b.kind = 'begin' and b.person_id = m.person_id and (e.until_on is null or e.until_on >= ${today}::date)) as goes_on
    from year_move m where m.school_id = ${schoolId} and m.plan_id = ${planId} and m.kind = 'grade' and m.done_at is null and m.undone_at is null order by m.nth limit ${most}`
    .execute(tx)
    .then(({ rows }) => rows)

/** Grades that were moved and may be moved back. */
export const movedGrades = (tx: Tx, schoolId: string, planId: string, most: number | null) =>
  sql<SealedMove>`select m.id, m.person_id, m.sealed from year_move m
    where m.school_id = ${schoolId} and m.plan_id = ${planId} and m.kind = 'grade' and m.done_at is not null and m.undone_at is null
    order by m.nth limit ${most}`
    .execute(tx)
    .then(({ rows }) => rows)

/** How many grades wait for the first day. */
export const waitingGrades = (tx: Tx, schoolId: string, planId: string) =>
  sql<{ count: number }>`select count(*)::int as count from year_move
    where school_id = ${schoolId} and plan_id = ${planId} and kind = 'grade' and done_at is null and undone_at is null`
    .execute(tx)
    .then(({ rows }) => rows[0]?.count ?? 0)

/** Says of each whether it was moved, or left as somebody had made it; what was not moved need not go back. */
export const setGraded = (tx: Tx, schoolId: string, moves: readonly { id: string; isKept: boolean }[], back: boolean) =>
  sql`update year_move m set done_at = coalesce(m.done_at, now()), undone_at = case when ${back} or k.is_kept then now() end, is_kept = ${back} and k.is_kept
    from unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map(({ isKept }) => isKept)}::boolean[]) as k (id, is_kept)
    where m.school_id = ${schoolId} and m.id = k.id`.execute(tx)

/** What waited for the first day of a year that does not come waits no more. */
export const dropGrades = (tx: Tx, schoolId: string, planId: string) =>
  sql`update year_move set undone_at = now() where school_id = ${schoolId} and plan_id = ${planId} and kind = 'grade' and undone_at is null`.execute(
    tx,
  )

/** The records of these people, held until they are written. */
export const heldPeople = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  sql<{
    id: string
    sealed: Buffer
  }>`select id, sealed from person where school_id = ${schoolId} and id = any (${ids}::uuid[]) order by id for update`
    .execute(tx)
    .then(({ rows }) => rows)

export const setPeople = (tx: Tx, schoolId: string, rows: readonly { id: string; sealed: Buffer }[]) =>
  sql`update person p set sealed = s.sealed, version = p.version + 1
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sealed }) => sealed)}::bytea[]) as s (id, sealed)
    where p.school_id = ${schoolId} and p.id = s.id`.execute(tx)
