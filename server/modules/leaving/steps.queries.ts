import { sql } from 'kysely'
import type { DeferReason, LeavingStep } from '#contract/leaving.ts'
import { leavingClocks } from '#contract/leaving-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

export type Clocks = { guidanceMonths: number; archiveMonths: number; version: number }

/** How long the steps last at this school: what it has set, or what its profile says. */
export const clocksOf = async (tx: Tx, profile: Profile): Promise<Clocks> => {
  const { rows } = await sql<Clocks>`
    select guidance_months, archive_months, version from leaving_clock where school_id = app.school_id()`.execute(tx)
  const { guidance, archive } = leavingClocks[profile]
  return rows[0] ?? { guidanceMonths: guidance.months, archiveMonths: archive.months, version: 0 }
}

type Setting = Clocks & { schoolId: string; why: string; setAt: Date }
/** Sets them, unless somebody else did meanwhile. */
export const setClocks = async (tx: Tx, { schoolId, guidanceMonths, archiveMonths, why, setAt, version }: Setting) =>
  (
    await sql<{ version: number }>`
      insert into leaving_clock as c (school_id, guidance_months, archive_months, why, set_at, version)
      select ${schoolId}, ${guidanceMonths}, ${archiveMonths}, ${why}, ${setAt}, 1
      where ${version} = coalesce((select version from leaving_clock where school_id = ${schoolId}), 0)
      on conflict (school_id) do update set guidance_months = excluded.guidance_months, archive_months = excluded.archive_months,
        why = excluded.why, set_at = excluded.set_at, version = c.version + 1 where c.version = ${version} returning version`.execute(
      tx,
    )
  ).rows[0]?.version

/** How many are how far. */
export const countStates = (tx: Tx) =>
  sql<{ state: string; people: number }>`
    select state, count(*)::int as people from (
      select distinct on (s.person_id) s.state from person_state s where s.school_id = app.school_id() and s.from_at <= now()
      order by s.person_id, s.from_at desc, s.id desc) n where state in ('leaving', 'alumni_locked', 'guidance', 'archived') group by state`
    .execute(tx)
    .then(({ rows }) => rows)

/** Who reads their last day on this one. */
export const lockingOn = (tx: Tx, today: string) =>
  sql<{ id: string; sealed: Buffer; lastDay: string }>`
    select p.id, p.sealed, app.last_day(p.school_id, p.id) as last_day from person p
    where p.school_id = app.school_id() and app.is_leaving(p.school_id, p.id) and not app.is_locked(p.school_id, p.id)
      and app.last_day(p.school_id, p.id) <= ${today}::date`
    .execute(tx)
    .then(({ rows }) => rows)

export type StepRow = {
  id: string
  personId: string
  sealed: Buffer
  step: LeavingStep
  dueOn: string
  deferredUntil: string | null
  why: DeferReason | null
  deferredAt: Date | null
  waitsForHead: boolean
  mayAgree: boolean
}
/** What was announced and is still to come, the next first. That something waits for the head is shown to nobody who has a part in it. */
export const comingSteps = (tx: Tx) =>
  sql<StepRow>`
    select s.id, s.person_id, p.sealed, s.step, s.due_on, s.deferred_until, s.why, s.deferred_at,
      w.waits and app.has_no_part(s.person_id, s.person_id) as waits_for_head, w.waits and app.decides_step(s.person_id, s.person_id) as may_agree
    from leaving_step s join person p on p.school_id = s.school_id and p.id = s.person_id
      cross join lateral (select s.step = 'erased' and s.agreed_at is null and app.shared_in_dispute(s.person_id) as waits) w
    where s.school_id = app.school_id() and s.done_at is null and s.step in ('guidance', 'archived', 'erased')
    order by greatest(s.due_on, s.deferred_until), s.id limit 2000`
    .execute(tx)
    .then(({ rows }) => rows)

export const stepWith = (tx: Tx, id: string) =>
  sql<{ personId: string; step: LeavingStep; dueOn: string; deferredUntil: string | null; isDone: boolean }>`
    select person_id, step, due_on, deferred_until, done_at is not null as is_done from leaving_step
    where school_id = app.school_id() and id = ${id}`
    .execute(tx)
    .then(({ rows }) => rows[0])

type Deferral = { id: string; until: string | null; why: DeferReason | null; at: Date | null; by: string | null }
/** Puts a step off, or no longer; false where the night was faster. What had been agreed to is asked anew. */
export const deferTo = async (tx: Tx, { id, until, why, at, by }: Deferral): Promise<boolean> =>
  (
    await sql`
      update leaving_step set deferred_until = ${until}, why = ${why}, deferred_at = ${at}, deferred_by = ${by}, agreed_at = null, agreed_by = null
      where school_id = app.school_id() and id = ${id} and done_at is null returning id`.execute(tx)
  ).rows.length === 1

/** Whether it takes what guardians in dispute share, and nobody has agreed. */
export const waitsForHead = async (tx: Tx, id: string): Promise<boolean> =>
  (
    await sql<{ waits: boolean }>`
      select agreed_at is null and app.shared_in_dispute(person_id) as waits from leaving_step where school_id = app.school_id() and id = ${id}`.execute(
      tx,
    )
  ).rows[0]?.waits === true

/** Lets it come, unless somebody put it off for a reason of their own; false where it waits for nobody. */
export const agreeTo = async (tx: Tx, { id, at, by }: { id: string; at: Date; by: string }): Promise<boolean> =>
  (
    await sql`
      update leaving_step set agreed_at = ${at}, agreed_by = ${by}, deferred_until = case when deferred_by is not null then deferred_until end,
        why = case when deferred_by is not null then why end, deferred_at = case when deferred_by is not null then deferred_at end
      where school_id = app.school_id() and id = ${id} and done_at is null and step = 'erased' and agreed_at is null and app.shared_in_dispute(person_id) returning id`.execute(
      tx,
    )
  ).rows.length === 1

type Reckoned = { personId: string; step: LeavingStep; dueOn: string }
/** What comes next for everybody who has gone, and from which day on: clocks run from the night on which they were locked. */
export const reckonedBy = (tx: Tx, { guidanceMonths, archiveMonths }: Clocks, timeZone: string, by: string) =>
  sql<Reckoned>`
    select person_id, step, due_on from (
      select g.person_id,
        case g.state when 'archived' then 'erased' when 'guidance' then 'archived' else case when x.is_pupil and ${guidanceMonths} > 0 then 'guidance' else 'archived' end end as step,
        (case g.state when 'archived' then g.locked_at + make_interval(months => x.months + ${archiveMonths})
          when 'guidance' then g.locked_at + make_interval(months => ${guidanceMonths}) else g.locked_at + interval '1 day' end at time zone ${timeZone})::date as due_on
      from app.gone_people() g cross join lateral (
        select exists (select from person_role r where r.school_id = app.school_id() and r.person_id = g.person_id and r.role = 'pupil') as is_pupil,
          case when exists (select from person_role r where r.school_id = app.school_id() and r.person_id = g.person_id and r.role = 'pupil') then ${guidanceMonths}::int else 0 end as months) x) n
    where due_on <= ${by}::date`
    .execute(tx)
    .then(({ rows }) => rows)

/** Writes down what comes tomorrow at the earliest, of each once. */
export const announce = async (tx: Tx, schoolId: string, steps: readonly Reckoned[], today: string, tomorrow: string) => {
  if (steps.length === 0) return []
  const { rows } = await sql<{ step: LeavingStep }>`
    insert into leaving_step (school_id, id, person_id, step, due_on, announced_on)
    select ${schoolId}, n.id, n.person_id, n.step, greatest(n.due_on, ${tomorrow}::date), ${today}::date
    from unnest(${steps.map(() => uuidv7())}::uuid[], ${steps.map(({ personId }) => personId)}::uuid[], ${steps.map(({ step }) => step)}::text[],
      ${steps.map(({ dueOn }) => dueOn)}::date[]) as n (id, person_id, step, due_on)
    where not exists (select from leaving_step s where s.school_id = ${schoolId} and s.person_id = n.person_id and s.step = n.step and s.done_at is null)
    on conflict do nothing returning step`.execute(tx)
  return rows
}

/** What was announced before today, and not put off beyond it. */
export const dueSteps = (tx: Tx, today: string) =>
  sql<{ id: string; personId: string; step: LeavingStep }>`
    select id, person_id, step from leaving_step where school_id = app.school_id() and done_at is null and step in ('guidance', 'archived', 'erased')
      and due_on <= ${today}::date and announced_on < ${today}::date and coalesce(deferred_until, due_on) <= ${today}::date order by id limit 2000`
    .execute(tx)
    .then(({ rows }) => rows)

export const markDone = async (tx: Tx, ids: readonly string[], at: Date) => {
  if (ids.length)
    await sql`update leaving_step set done_at = ${at} where school_id = app.school_id() and id = any (${ids}::uuid[]) and done_at is null`.execute(
      tx,
    )
}

/** Whoever has gone stands in no class and no group any more; places that had not begun end on the day they would have. */
export const endPlaces = async (tx: Tx, schoolId: string, today: string): Promise<{ personId: string; places: number }[]> =>
  (
    await sql<{ personId: string; places: number }>`
      with ended as (
        update enrolment e set until_on = greatest(e.from_on, ${today}::date - 1) where e.school_id = ${schoolId} and e.role = 'pupil'
          and coalesce(e.until_on, 'infinity') > greatest(e.from_on, ${today}::date - 1) and e.person_id in (select person_id from app.gone_people())
        returning e.person_id)
      select person_id, count(*)::int as places from ended group by person_id`.execute(tx)
  ).rows

/** Guardians and nothing else, all of whose children have gone: they have nothing more to do here than to take what is theirs. */
export const guardiansLeft = async (tx: Tx): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select p.id from person p where p.school_id = app.school_id()
        and exists (select from guardianship g where g.school_id = p.school_id and g.guardian_id = p.id and g.pupil_id in (select person_id from app.gone_people()))
        and not exists (select from guardianship g where g.school_id = p.school_id and g.guardian_id = p.id and (g.until_at is null or g.until_at > now())
          and g.pupil_id not in (select person_id from app.gone_people()))
        and not exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id and r.role <> 'guardian' and (r.until_at is null or r.until_at > now()))
        and not app.is_locked(p.school_id, p.id) and not app.is_leaving(p.school_id, p.id)
        and not exists (select from person_state s where s.school_id = p.school_id and s.person_id = p.id and s.reason = 'retention' and s.from_at > now() - interval '1 year')
      limit 500`.execute(tx)
  ).rows.map(({ id }) => id)

/** Who has so many days left, and has not been told so: on that day, or later where nothing ran on it. */
export const toRemind = (tx: Tx, today: string, days: number, step: string) =>
  sql<{ personId: string; dueOn: string }>`
    select n.person_id, n.last_on as due_on from (
      select distinct s.person_id, app.last_day(s.school_id, s.person_id) as last_on from person_state s
      where s.school_id = app.school_id() and s.state = 'leaving' and s.from_at <= now() and app.is_leaving(s.school_id, s.person_id) and not app.is_locked(s.school_id, s.person_id)) n
    where n.last_on between ${today}::date and ${today}::date + ${days}::int
      and not exists (select from leaving_step t where t.school_id = app.school_id() and t.person_id = n.person_id and t.step = ${step} and t.due_on = n.last_on)`
    .execute(tx)
    .then(({ rows }) => rows)

export const noteReminders = async (
  tx: Tx,
  schoolId: string,
  rows: readonly { personId: string; dueOn: string }[],
  step: string,
  today: string,
) => {
  await sql`
    insert into leaving_step (school_id, id, person_id, step, due_on, announced_on)
    select ${schoolId}, n.id, n.person_id, ${step}, n.due_on, ${today}::date
    from unnest(${rows.map(() => uuidv7())}::uuid[], ${rows.map(({ personId }) => personId)}::uuid[], ${rows.map(({ dueOn }) => dueOn)}::date[]) as n (id, person_id, due_on)
    on conflict do nothing`.execute(tx)
}

/** The former pupils whom the reader may read for guidance. */
export const formerPupils = (tx: Tx) =>
  sql<{ id: string; sealed: Buffer; untilOn: string }>`select id, sealed, until_on from app.former_pupils()`
    .execute(tx)
    .then(({ rows }) => rows)

/** Whether whoever asks leads the school or administers it. */
export const leadsSchool = async (tx: Tx): Promise<boolean> =>
  (await sql<{ leads: boolean }>`select app.is_a('administrator', 'head') as leads`.execute(tx)).rows[0]?.leads === true

type State = { schoolId: string; personId: string; state: 'leaving' | 'guidance' | 'archived'; fromAt: Date }
/** How far somebody is now, by the clock and by nobody's hand. */
export const insertState = async (tx: Tx, row: State) => {
  await tx
    .insertInto('personState')
    .values({ ...row, id: uuidv7(), reason: 'retention', untilAt: null, madeBy: null })
    .execute()
}
