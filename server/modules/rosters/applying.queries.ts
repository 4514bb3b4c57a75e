import { sql } from 'kysely'
import { changing } from '#kernel/changes.ts'
import type { Tx } from '#kernel/db.ts'
import { classTable } from '#modules/classes/index.ts'
import { personTable } from '#modules/people/index.ts'
import { applyAdults, rememberAdults } from './adults.queries.ts'

/** One application: which import, by whose decision, when, and what day it is at the school. */
export type Applying = {
  schoolId: string
  runId: string
  sourceId: string
  seenRunId: string | null
  by: string
  now: Date
  today: string
  timeZone: string
}

const staged = ({ schoolId, runId }: Applying, kind: string) =>
  sql`s.school_id = ${schoolId} and s.run_id = ${runId} and s.kind = ${kind}`

/** Says that this import is now the last one; false where another one was faster, or this one was applied already. */
export const becomeLast = async (tx: Tx, { schoolId, runId, sourceId, seenRunId, now }: Applying): Promise<boolean> => {
  const { rows } = await sql<{ id: string }>`
    with run as (
      update roster_run set state = 'applied', step = 'done', step_done = step_total, applied_at = ${now}::timestamptz, changed_at = now(), claimed_until = null
      where school_id = ${schoolId} and id = ${runId} and state = 'applying' returning id
    )
    update roster_source s set applied_run_id = run.id from run
    where s.school_id = ${schoolId} and s.id = ${sourceId} and s.applied_run_id is not distinct from ${seenRunId}::uuid returning s.id`.execute(
    tx,
  )
  return rows.length === 1
}

const years = (tx: Tx, it: Applying) =>
  sql`insert into school_year (school_id, id, from_on, to_on, created_at)
    select school_id, link_id, from_on, until_on, ${it.now}::timestamptz from roster_stage s where ${staged(it, 'year')}`.execute(
    tx,
  )

const people = (tx: Tx, it: Applying) => [
  sql`insert into person (school_id, id, profile, born_on, sealed, created_at, created_by, version)
    select school_id, target_id, null, null, sealed, ${it.now}::timestamptz, ${it.by}::uuid, 1 from roster_stage s where ${staged(it, 'person')} and act = 'make' order by target_id`.execute(
    tx,
  ),
  changing(tx, personTable, ['names', 'email', 'grade']),
  sql`update person p set sealed = s.sealed, version = p.version + 1 from roster_stage s
    where ${staged(it, 'person')} and s.act = 'alter' and s.sealed is not null and p.school_id = s.school_id and p.id = s.target_id`.execute(
    tx,
  ),
  sql`insert into person_state (school_id, id, person_id, state, reason, from_at, until_at, made_by)
    select school_id, first_id, target_id, state, 'roster', ${it.now}::timestamptz, null, ${it.by}::uuid from roster_stage s where ${staged(it, 'person')} and state is not null order by first_id`.execute(
    tx,
  ),
]

const start = (it: Applying) => sql`coalesce(s.from_on::timestamp at time zone ${it.timeZone}::text, ${it.now}::timestamptz)`
const stop = (it: Applying) => sql`(s.until_on + 1)::timestamp at time zone ${it.timeZone}::text`

/** Asking whether something overlaps costs as much as the insert itself: for somebody new it is left to the constraint. */
const bothWays = (constraint: string) => [
  sql`and is_sure order by person_id, class_id`,
  sql`and not is_sure order by target_id on conflict on constraint ${sql.ref(constraint)} do nothing`,
]

const roles = (tx: Tx, it: Applying) => [
  ...bothWays('person_role_twice').map((rest) =>
    sql`insert into person_role (school_id, id, person_id, role, reason, from_at, until_at, granted_by)
    select school_id, target_id, person_id, role, 'roster', least(${start(it)}, ${stop(it)}), ${stop(it)}, ${it.by}::uuid
    from roster_stage s where ${staged(it, 'role')} and act = 'make' ${rest}`.execute(tx),
  ),
  sql`update person_role r set until_at = greatest(r.from_at, ${stop(it)}) from roster_stage s
    where ${staged(it, 'role')} and s.act = 'alter' and r.school_id = s.school_id and r.id = s.target_id`.execute(tx),
  sql`update person_role r set until_at = greatest(r.from_at, ${it.now}::timestamptz) from roster_stage s
    where ${staged(it, 'role')} and s.act = 'end' and r.school_id = s.school_id and r.id = s.target_id and (r.until_at is null or r.until_at > ${it.now}::timestamptz)`.execute(
    tx,
  ),
]

const classes = (tx: Tx, it: Applying) => [
  sql`insert into class (school_id, id, school_year_id, check_way, sealed, created_at, version)
    select school_id, target_id, school_year_id, 'school_list', sealed, ${it.now}::timestamptz, 1 from roster_stage s where ${staged(it, 'class')} and act = 'make' order by target_id`.execute(
    tx,
  ),
  sql`insert into audience (school_id, id, kind, target_id, created_at)
    select school_id, first_id, 'class', target_id, ${it.now}::timestamptz from roster_stage s where ${staged(it, 'class')} and act = 'make'
    union all select school_id, second_id, 'class_staff', target_id, ${it.now}::timestamptz from roster_stage s where ${staged(it, 'class')} and act = 'make'`.execute(
    tx,
  ),
  changing(tx, classTable, ['label']),
  sql`update class c set sealed = s.sealed, version = c.version + 1 from roster_stage s
    where ${staged(it, 'class')} and s.act = 'alter' and s.sealed is not null and c.school_id = s.school_id and c.id = s.target_id`.execute(
    tx,
  ),
]

const enrolments = (tx: Tx, it: Applying) => [
  ...bothWays('enrolment_twice').map((rest) =>
    sql`insert into enrolment (school_id, id, class_id, person_id, role, from_on, until_on, created_at, created_by)
    select school_id, target_id, class_id, person_id, role, from_on, until_on, now(), ${it.by}::uuid from roster_stage s where ${staged(it, 'enrolment')} and act = 'make' ${rest}`.execute(
      tx,
    ),
  ),
  sql`update enrolment e set from_on = s.from_on, until_on = s.until_on from roster_stage s
    where ${staged(it, 'enrolment')} and s.act = 'alter' and e.school_id = s.school_id and e.id = s.target_id`.execute(tx),
  sql`update enrolment e set until_on = greatest(e.from_on, ${it.today}::date) from roster_stage s
    where ${staged(it, 'enrolment')} and s.act = 'end' and e.school_id = s.school_id and e.id = s.target_id and (e.until_on is null or e.until_on > ${it.today}::date)`.execute(
    tx,
  ),
]

const everything = ['feed', 'progress', 'message', 'absence', 'sign', 'pick_up', 'pay', 'copies']

/** Parents and guardians have the rights of the preset "both parents, equal"; a relative may see and write, and no more. */
const guardians = (tx: Tx, it: Applying) => [
  ...bothWays('guardianship_overlap').map((rest) =>
    sql`insert into guardianship (school_id, id, pupil_id, guardian_id, relation, authority, preset, scopes, from_at, source, created_at, version)
    select school_id, target_id, person_id, guardian_id, relation, case relation when 'relative' then 'none' else 'joint' end,
      case relation when 'relative' then 'relative' else 'equal' end, case relation when 'relative' then array['feed', 'message'] else ${everything}::text[] end,
      ${it.now}::timestamptz, 'roster', ${it.now}::timestamptz, 1
    from roster_stage s where ${staged(it, 'guardianship')} and act = 'make' ${rest}`.execute(tx),
  ),
  sql`update guardianship g set until_at = greatest(g.from_at, ${it.now}::timestamptz), version = g.version + 1 from roster_stage s
    where ${staged(it, 'guardianship')} and s.act = 'end' and g.school_id = s.school_id and g.id = s.target_id and (g.until_at is null or g.until_at > ${it.now}::timestamptz)`.execute(
    tx,
  ),
]

/** How it was, for whoever takes the import back. */
const remember = (tx: Tx, it: Applying) =>
  sql`insert into roster_before (school_id, run_id, kind, target_id, person_id, from_on, until_on, until_at, left_run_id, sealed, made_at)
    select s.school_id, s.run_id, s.kind, s.target_id, coalesce(r.person_id, e.person_id, g.pupil_id), e.from_on, e.until_on, coalesce(r.until_at, g.until_at),
      null::uuid, null::bytea, ${it.now}::timestamptz
    from roster_stage s
    left join person_role r on s.kind = 'role' and r.school_id = s.school_id and r.id = s.target_id
    left join enrolment e on s.kind = 'enrolment' and e.school_id = s.school_id and e.id = s.target_id
    left join guardianship g on s.kind = 'guardianship' and g.school_id = s.school_id and g.id = s.target_id
    where s.school_id = ${it.schoolId} and s.run_id = ${it.runId} and s.kind in ('role', 'enrolment', 'guardianship') and s.act in ('alter', 'end')
    union all select l.school_id, s.run_id, 'link', l.id, l.person_id, null, null, null, l.left_run_id, l.sealed, ${it.now}::timestamptz
    from roster_stage s join roster_link l on l.school_id = s.school_id and l.id = s.link_id
    where s.school_id = ${it.schoolId} and s.run_id = ${it.runId} and l.person_id is not null
      and (s.change in ('change', 'return', 'leave') or s.kind = 'person' and s.link_sealed is not null)`.execute(tx)

/** Links that were added are there already; from now on they count, since their import is applied. */
const links = (tx: Tx, it: Applying) =>
  sql`update roster_link l set target_id = coalesce(s.target_id, l.target_id), person_id = coalesce(s.person_id, l.person_id), run_id = s.run_id,
      left_run_id = case s.change when 'leave' then s.run_id end, sealed = coalesce(s.link_sealed, l.sealed)
    from roster_stage s where s.school_id = ${it.schoolId} and s.run_id = ${it.runId} and (s.change in ('change', 'return', 'leave') or s.kind = 'person' and s.link_sealed is not null) and l.school_id = s.school_id and l.id = s.link_id`.execute(
    tx,
  )

/** Roles and places had links of their own once: those of somebody whose link now holds them are not needed. */
const ownLinks = (tx: Tx, it: Applying) =>
  sql`delete from roster_link l using roster_stage s where ${staged(it, 'person')} and s.link_sealed is not null
    and l.school_id = s.school_id and l.person_id = s.person_id and l.source_id = ${it.sourceId} and l.kind in ('role', 'enrolment')`.execute(
    tx,
  )

/** Everything at once: a dozen statements over what was made ready, sent together. */
export const applyStage = async (tx: Tx, it: Applying): Promise<void> => {
  await Promise.all([
    remember(tx, it),
    rememberAdults(tx, it),
    years(tx, it),
    ...people(tx, it),
    ...roles(tx, it),
    ...classes(tx, it),
    ...enrolments(tx, it),
    ...guardians(tx, it),
    ...applyAdults(tx, it),
    links(tx, it),
    ownLinks(tx, it),
  ])
}
