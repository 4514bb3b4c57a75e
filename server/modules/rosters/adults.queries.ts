import { sql } from 'kysely'
import { changing } from '#kernel/changes.ts'
import type { Tx } from '#kernel/db.ts'
import { emergencyContactTable, pickUpAdultTable } from '#modules/people/index.ts'
import type { Applying } from './applying.queries.ts'

const staged = ({ schoolId, runId }: Applying, kind: 'contact' | 'fetching', act: 'make' | 'alter' | 'end') =>
  sql`s.school_id = ${schoolId} and s.run_id = ${runId} and s.kind = ${kind} and s.act = ${act}`

const fields = ['name', 'relation', 'phone', 'note'] as const

/** Whom to call is taken off; who may fetch until yesterday stays known, and who might not have on any day leaves nothing behind. */
const ending = (tx: Tx, it: Applying) => [
  sql`delete from emergency_contact a using roster_stage s where ${staged(it, 'contact', 'end')} and a.school_id = s.school_id and a.id = s.target_id`.execute(
    tx,
  ),
  sql`delete from pick_up_adult a using roster_stage s
    where ${staged(it, 'fetching', 'end')} and a.school_id = s.school_id and a.id = s.target_id and a.from_on >= ${it.today}::date`.execute(
    tx,
  ),
  sql`update pick_up_adult a set until_on = ${it.today}::date - 1, version = a.version + 1 from roster_stage s
    where ${staged(it, 'fetching', 'end')} and a.school_id = s.school_id and a.id = s.target_id and a.from_on < ${it.today}::date
      and (a.until_on is null or a.until_on >= ${it.today}::date)`.execute(tx),
]

/** Adults whom a list names belong to nobody who wrote them down: an office sees them by its work, not as their author. */
export const applyAdults = (tx: Tx, it: Applying) => [
  sql`insert into emergency_contact (school_id, id, pupil_id, place, source, sealed, made_at, made_by, version)
    select s.school_id, s.target_id, s.person_id, s.place, 'roster', s.sealed, ${it.now}::timestamptz, null, 1
    from roster_stage s where ${staged(it, 'contact', 'make')} order by s.target_id`.execute(tx),
  sql`insert into pick_up_adult (school_id, id, pupil_id, from_on, until_on, source, sealed, made_at, made_by, version)
    select s.school_id, s.target_id, s.person_id, ${it.today}::date, null, 'roster', s.sealed, ${it.now}::timestamptz, null, 1
    from roster_stage s where ${staged(it, 'fetching', 'make')} order by s.target_id`.execute(tx),
  changing(tx, emergencyContactTable, fields),
  sql`update emergency_contact a set sealed = s.sealed, place = s.place, version = a.version + 1 from roster_stage s
    where ${staged(it, 'contact', 'alter')} and a.school_id = s.school_id and a.id = s.target_id`.execute(tx),
  changing(tx, pickUpAdultTable, fields),
  sql`update pick_up_adult a set sealed = s.sealed, version = a.version + 1 from roster_stage s
    where ${staged(it, 'fetching', 'alter')} and a.school_id = s.school_id and a.id = s.target_id`.execute(tx),
  ...ending(tx, it),
]

/** How adults were who are about to change or to go; run before they do. */
export const rememberAdults = (tx: Tx, it: Applying) =>
  sql`insert into roster_before (school_id, run_id, kind, target_id, person_id, from_on, until_on, place, sealed, made_at)
    select s.school_id, s.run_id, s.kind, a.id, a.pupil_id, null::date, null::date, a.place, a.sealed, ${it.now}::timestamptz
      from roster_stage s join emergency_contact a on a.school_id = s.school_id and a.id = s.target_id
      where s.school_id = ${it.schoolId} and s.run_id = ${it.runId} and s.kind = 'contact' and s.act in ('alter', 'end')
    union all select s.school_id, s.run_id, s.kind, a.id, a.pupil_id, a.from_on, a.until_on, null, a.sealed, ${it.now}::timestamptz
      from roster_stage s join pick_up_adult a on a.school_id = s.school_id and a.id = s.target_id
      where s.school_id = ${it.schoolId} and s.run_id = ${it.runId} and s.kind = 'fetching' and s.act in ('alter', 'end')`.execute(
    tx,
  )

/** How they were, looked up one by one: what was only just made ready has no statistics, and the planner would compare all with all. */
const was = (it: Applying, undoes: string, kind: 'contact' | 'fetching') => sql`
  was as materialized (select b.* from roster_stage s cross join lateral (
    select b.* from roster_before b where b.school_id = s.school_id and b.run_id = ${undoes} and b.kind = ${kind}::text and b.target_id = s.target_id limit 1) b
    where ${staged(it, kind, 'alter')})`

/** Whom an import named goes again; whom it changed or let go is as before, also where the row itself had gone. */
export const undoAdults = (tx: Tx, it: Applying, undoes: string) => [
  ...ending(tx, it),
  changing(tx, emergencyContactTable, fields),
  sql`with ${was(it, undoes, 'contact')}
    update emergency_contact a set sealed = b.sealed, place = b.place, version = a.version + 1 from was b
    where a.school_id = b.school_id and a.id = b.target_id`.execute(tx),
  changing(tx, pickUpAdultTable, fields),
  sql`with ${was(it, undoes, 'fetching')}
    update pick_up_adult a set sealed = b.sealed, until_on = b.until_on, version = a.version + 1 from was b
    where a.school_id = b.school_id and a.id = b.target_id`.execute(tx),
  sql`with ${was(it, undoes, 'contact')}
    insert into emergency_contact (school_id, id, pupil_id, place, source, sealed, made_at, made_by, version)
    select b.school_id, b.target_id, b.person_id, b.place, 'roster', b.sealed, ${it.now}::timestamptz, null, 1 from was b
    where not exists (select from emergency_contact a where a.school_id = b.school_id and a.id = b.target_id)`.execute(tx),
  sql`with ${was(it, undoes, 'fetching')}
    insert into pick_up_adult (school_id, id, pupil_id, from_on, until_on, source, sealed, made_at, made_by, version)
    select b.school_id, b.target_id, b.person_id, b.from_on, b.until_on, 'roster', b.sealed, ${it.now}::timestamptz, null, 1 from was b
    where not exists (select from pick_up_adult a where a.school_id = b.school_id and a.id = b.target_id)`.execute(tx),
]
