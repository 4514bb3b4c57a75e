import { sql } from 'kysely'
import { changing } from '#kernel/changes.ts'
import type { Tx } from '#kernel/db.ts'
import { classTable } from '#modules/classes/index.ts'
import { personTable } from '#modules/people/index.ts'
import { rememberAdults, undoAdults } from './adults.queries.ts'
import type { Applying } from './applying.queries.ts'

/** A row that an import made or changed; `isKept`: somebody changed it since, or the person it is about, and it stays as it is. */
export type Touched = {
  kind: 'person' | 'state' | 'role' | 'guardianship' | 'enrolment' | 'class' | 'contact' | 'fetching'
  id: string
  made: boolean
  /** The row itself has gone: only adults leave so. */
  gone: boolean
  personId: string | null
  classId: string | null
  state: 'active' | 'suspended' | 'leaving' | null
  was: 'active' | 'suspended' | 'leaving' | null
  isKept: boolean
}

/** From the log of changes: all that one import did, but for places it made, which say themselves when they were made. */
const touched = (schoolId: string, runId: string) => sql`
  run as (select changed_at as at from roster_run where school_id = ${schoolId} and id = ${runId}),
  logged as (
    select split_part(c.table_name, '.', 2) as name, c.row_id as id, c.kind = 'insert' as made, c.kind = 'delete' as gone, c.before,
      exists (select from vault.change l where l.school_id = c.school_id and l.table_name = c.table_name and l.row_id = c.row_id and l.at > c.at) as since
    from vault.change c, run where c.school_id = ${schoolId} and c.at = run.at and c.action = 'roster.import.carry_out'
      and c.table_name in ('public.person', 'public.person_state', 'public.person_role', 'public.guardianship', 'public.enrolment', 'public.class', 'public.emergency_contact', 'public.pick_up_adult')
    union all
    select 'enrolment', e.id, true, false, null,
      exists (select from vault.change l where l.school_id = e.school_id and l.table_name = 'public.enrolment' and l.row_id = e.id)
    from enrolment e, run where e.school_id = ${schoolId} and e.created_at = run.at
  ),
  placed as (
    select case l.name when 'person_state' then 'state' when 'person_role' then 'role' when 'emergency_contact' then 'contact' when 'pick_up_adult' then 'fetching' else l.name end as kind,
      l.id, l.made, l.gone, l.before,
      coalesce(case l.name when 'person' then l.id end, s.person_id, r.person_id, g.pupil_id, e.person_id, a.pupil_id, f.pupil_id, b.person_id) as person_id,
      coalesce(case l.name when 'class' then l.id end, e.class_id) as class_id, s.state,
      (select p.state from person_state p where p.school_id = s.school_id and p.person_id = s.person_id and p.id <> s.id and p.from_at <= s.from_at
        order by p.from_at desc, p.id desc limit 1) as was,
      l.since or exists (select from person_state p join vault.change c on c.school_id = p.school_id and c.table_name = 'public.person_state' and c.row_id = p.id
        where p.school_id = s.school_id and p.person_id = s.person_id and c.at > (select at from run)) as since
    from logged l
    left join person_state s on l.name = 'person_state' and s.school_id = ${schoolId} and s.id = l.id
    left join person_role r on l.name = 'person_role' and r.school_id = ${schoolId} and r.id = l.id
    left join guardianship g on l.name = 'guardianship' and g.school_id = ${schoolId} and g.id = l.id
    left join enrolment e on l.name = 'enrolment' and e.school_id = ${schoolId} and e.id = l.id
    left join emergency_contact a on l.name = 'emergency_contact' and a.school_id = ${schoolId} and a.id = l.id
    left join pick_up_adult f on l.name = 'pick_up_adult' and f.school_id = ${schoolId} and f.id = l.id
    left join roster_before b on l.gone and b.school_id = ${schoolId} and b.run_id = ${runId} and b.kind in ('contact', 'fetching') and b.target_id = l.id
  ),
  edited as (select person_id from placed where kind = 'person' and since),
  by_hand as (
    select i.id from app.protected_among(array(select person_id from placed where kind in ('contact', 'fetching'))) as i (id)
    union select g.pupil_id from guardianship g where g.school_id = ${schoolId} and g.preset in ('court_restricted', 'no_contact')
      and g.from_at <= now() and (g.until_at is null or g.until_at > now())
  ),
  touched as (
    select p.*, p.since or coalesce(p.person_id in (select e.person_id from edited e), false)
      or coalesce(p.kind in ('contact', 'fetching') and p.person_id in (select h.id from by_hand h), false) as is_kept
    from placed p where not (p.kind = 'class' and p.made) and (p.kind = 'class' or p.person_id is not null)
  )`

/** All that undoing an import would touch, and what it leaves alone. */
export const touchedBy = async (tx: Tx, schoolId: string, runId: string): Promise<Touched[]> => {
  const { rows } = await sql<Touched>`with ${touched(schoolId, runId)}
    select kind, id, made, gone, person_id, class_id, state, was, is_kept from touched`.execute(tx)
  return rows
}

/** Adults who have gone with an import, as they were. */
export const sealedBefore = (tx: Tx, schoolId: string, runId: string, ids: readonly string[]) =>
  sql<{ kind: 'contact' | 'fetching'; id: string; sealed: Buffer }>`select kind, target_id as id, sealed from roster_before
    where school_id = ${schoolId} and run_id = ${runId} and kind in ('contact', 'fetching') and target_id = any (${ids}::uuid[]) and sealed is not null`
    .execute(tx)
    .then(({ rows }) => rows)

/** Puts what is to be undone in its place; a kept row is not among it. */
export const stageUndo = async (tx: Tx, schoolId: string, runId: string, undoes: string) => {
  await sql`with ${touched(schoolId, undoes)}
    insert into roster_stage (school_id, run_id, kind, link_id, change, act, is_sure, target_id, person_id, class_id, state, first_id, sealed)
    select ${schoolId}, ${runId}, case kind when 'state' then 'person' else kind end, id, 'none', case when made then 'end' else 'alter' end, false, id, person_id, class_id,
      case kind when 'state' then coalesce(was, 'leaving') end, case kind when 'state' then gen_random_uuid() end, before
    from touched where not is_kept`.execute(tx)
}

const staged = ({ schoolId, runId }: Applying, kind: string) =>
  sql`s.school_id = ${schoolId} and s.run_id = ${runId} and s.kind = ${kind}`

/** The rows that are staged, as a list to look each up by: what was only just made ready has no statistics, and a join would compare all with all. */
const targetsOf = (it: Applying, kind: string, act?: 'end' | 'alter') => sql`any (array(select s.target_id from roster_stage s
  where ${staged(it, kind)} and (${act ?? null}::text is null or s.act = ${act ?? null}))::uuid[])`

/** What is about to change keeps a trace of how it was: an import that undoes can be undone. */
const remember = (tx: Tx, it: Applying, undoes: string) =>
  sql`insert into roster_before (school_id, run_id, kind, target_id, person_id, from_on, until_on, until_at, left_run_id, sealed, made_at)
    select r.school_id, ${it.runId}::uuid, 'role', r.id, r.person_id, null::date, null::date, r.until_at, null::uuid, null::bytea, ${it.now}::timestamptz
      from person_role r where r.school_id = ${it.schoolId} and r.id = ${targetsOf(it, 'role')}
    union all select e.school_id, ${it.runId}::uuid, 'enrolment', e.id, e.person_id, e.from_on, e.until_on, null, null, null, ${it.now}::timestamptz
      from enrolment e where e.school_id = ${it.schoolId} and e.id = ${targetsOf(it, 'enrolment')}
    union all select g.school_id, ${it.runId}::uuid, 'guardianship', g.id, g.pupil_id, null, null, g.until_at, null, null, ${it.now}::timestamptz
      from guardianship g where g.school_id = ${it.schoolId} and g.id = ${targetsOf(it, 'guardianship')}
    union all select l.school_id, ${it.runId}::uuid, 'link', l.id, l.person_id, null, null, null, l.left_run_id, l.sealed, ${it.now}::timestamptz
      from roster_link l where l.school_id = ${it.schoolId} and l.id = any (array(${linksTouched(it, undoes)}))`.execute(tx)

/** Links of people who are really touched: those that the import brought, and those that it changed. */
const linksTouched = (it: Applying, undoes: string) => sql`
  select k.id from roster_link k where k.school_id = ${it.schoolId} and k.source_id = ${it.sourceId}
    and (k.added_run_id = ${undoes} or exists (select from roster_before b where b.school_id = k.school_id and b.run_id = ${undoes} and b.kind = 'link' and b.target_id = k.id))
    and coalesce(k.person_id in (select s.person_id from roster_stage s where s.school_id = ${it.schoolId} and s.run_id = ${it.runId}), false)`

const links = (tx: Tx, it: Applying, undoes: string) => [
  sql`update roster_link l set run_id = ${it.runId}, left_run_id = b.left_run_id, sealed = b.sealed from roster_before b
    where b.school_id = l.school_id and b.run_id = ${undoes} and b.kind = 'link' and b.target_id = l.id
      and l.school_id = ${it.schoolId} and l.id = any (array(${linksTouched(it, undoes)}))`.execute(tx),
  sql`update roster_link l set run_id = ${it.runId}, left_run_id = ${it.runId} where l.school_id = ${it.schoolId} and l.added_run_id = ${undoes}
      and l.left_run_id is null and l.id = any (array(${linksTouched(it, undoes)}))
      and not exists (select from roster_before b where b.school_id = l.school_id and b.run_id = ${undoes} and b.kind = 'link' and b.target_id = l.id)`.execute(
    tx,
  ),
]

const contents = (tx: Tx, it: Applying) => [
  changing(tx, personTable, ['names', 'email', 'grade']),
  sql`update person p set sealed = s.sealed, version = p.version + 1 from roster_stage s
    where ${staged(it, 'person')} and s.act = 'alter' and s.sealed is not null and p.school_id = s.school_id and p.id = s.target_id`.execute(
    tx,
  ),
  changing(tx, classTable, ['label']),
  sql`update class c set sealed = s.sealed, version = c.version + 1 from roster_stage s
    where ${staged(it, 'class')} and s.act = 'alter' and s.sealed is not null and c.school_id = s.school_id and c.id = s.target_id`.execute(
    tx,
  ),
  sql`insert into person_state (school_id, id, person_id, state, reason, from_at, until_at, made_by)
    select school_id, first_id, person_id, state, 'roster', ${it.now}::timestamptz, null, ${it.by}::uuid from roster_stage s
    where ${staged(it, 'person')} and state is not null order by first_id`.execute(tx),
]

const was = (it: Applying, undoes: string, kind: string) => sql`
  was as materialized (select b.* from roster_before b where b.school_id = ${it.schoolId} and b.run_id = ${undoes} and b.kind = ${kind}::text
    and coalesce(b.target_id in (select s.target_id from roster_stage s where ${staged(it, kind)} and s.act = 'alter'), false))`

/** Made by the import: ends now. Ended or altered by it: lasts as long as before, unless something newer has taken its place. */
const spans = (tx: Tx, it: Applying, undoes: string) => [
  sql`update person_role r set until_at = greatest(r.from_at, ${it.now}::timestamptz)
    where r.school_id = ${it.schoolId} and r.id = ${targetsOf(it, 'role', 'end')} and (r.until_at is null or r.until_at > ${it.now}::timestamptz)`.execute(
    tx,
  ),
  sql`with ${was(it, undoes, 'role')} update person_role r set until_at = b.until_at from was b
    where r.school_id = b.school_id and r.id = b.target_id
      and not exists (select from person_role o where o.school_id = r.school_id and o.person_id = r.person_id and o.role = r.role and o.id <> r.id
        and tstzrange(o.from_at, o.until_at) && tstzrange(r.from_at, b.until_at))`.execute(tx),
  sql`update enrolment e set until_on = greatest(e.from_on, ${it.today}::date)
    where e.school_id = ${it.schoolId} and e.id = ${targetsOf(it, 'enrolment', 'end')} and (e.until_on is null or e.until_on > ${it.today}::date)`.execute(
    tx,
  ),
  sql`with ${was(it, undoes, 'enrolment')} update enrolment e set from_on = b.from_on, until_on = b.until_on from was b
    where e.school_id = b.school_id and e.id = b.target_id
      and not exists (select from enrolment o where o.school_id = e.school_id and o.person_id = e.person_id and o.class_id = e.class_id and o.role = e.role
        and o.id <> e.id and daterange(o.from_on, o.until_on, '[]') && daterange(b.from_on, b.until_on, '[]'))`.execute(tx),
  sql`update guardianship g set until_at = greatest(g.from_at, ${it.now}::timestamptz), version = g.version + 1
    where g.school_id = ${it.schoolId} and g.id = ${targetsOf(it, 'guardianship', 'end')} and (g.until_at is null or g.until_at > ${it.now}::timestamptz)`.execute(
    tx,
  ),
  sql`with ${was(it, undoes, 'guardianship')} update guardianship g set until_at = b.until_at, version = g.version + 1 from was b
    where g.school_id = b.school_id and g.id = b.target_id
      and not exists (select from guardianship o where o.school_id = g.school_id and o.pupil_id = g.pupil_id and o.guardian_id = g.guardian_id and o.id <> g.id
        and tstzrange(o.from_at, o.until_at) && tstzrange(g.from_at, b.until_at))`.execute(tx),
]

/** Takes an import back, all at once. */
export const applyUndo = async (tx: Tx, it: Applying, undoes: string): Promise<void> => {
  await Promise.all([
    remember(tx, it, undoes),
    rememberAdults(tx, it),
    ...undoAdults(tx, it, undoes),
    ...links(tx, it, undoes),
    ...contents(tx, it),
    ...spans(tx, it, undoes),
  ])
}

/** Whether an import was taken back, or is about to be. */
export const undoneBy = (tx: Tx, schoolId: string, runId: string) =>
  tx
    .selectFrom('rosterRun')
    .where('schoolId', '=', schoolId)
    .where('undoesRunId', '=', runId)
    .where('state', 'in', ['applying', 'applied'])
    .select('id')
    .executeTakeFirst()

/** How many people a source has. */
export const peopleKnown = async (tx: Tx, schoolId: string, sourceId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from roster_link l join roster_run r on r.school_id = l.school_id and r.id = l.added_run_id and r.state = 'applied'
    where l.school_id = ${schoolId} and l.source_id = ${sourceId} and l.kind = 'person' and l.left_run_id is null`.execute(tx)
  return rows[0]?.n ?? 0
}
