import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Place, Pupil } from './reckoning.ts'

export type Year = { id: string; fromOn: string; toOn: string }

export const years = (tx: Tx, schoolId: string): Promise<Year[]> =>
  tx.selectFrom('schoolYear').where('schoolId', '=', schoolId).select(['id', 'fromOn', 'toOn']).orderBy('fromOn').execute()

/** Whether a year that is over still has places that nobody has ended. */
export const hasOpenPlaces = async (tx: Tx, schoolId: string, yearId: string): Promise<boolean> => {
  const { rows } = await sql<{
    open: boolean
  }>`select exists (select from enrolment e join class c on c.school_id = e.school_id and c.id = e.class_id
    where e.school_id = ${schoolId} and c.school_year_id = ${yearId} and e.until_on is null) as open`.execute(tx)
  return rows[0]?.open ?? false
}

export const classesOf = (tx: Tx, schoolId: string, yearId: string) =>
  tx.selectFrom('class').where('schoolId', '=', schoolId).where('schoolYearId', '=', yearId).select(['id', 'sealed']).execute()

/** Places of a year that last until its end, or until today where today comes first. */
export const placesOf = (tx: Tx, schoolId: string, yearId: string, today: string) =>
  sql<Place>`select e.id, e.class_id, e.person_id, e.role, e.until_on from enrolment e join class c on c.school_id = e.school_id and c.id = e.class_id
      join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
    where e.school_id = ${schoolId} and c.school_year_id = ${yearId} and e.from_on <= y.to_on
      and (e.until_on is null or e.until_on >= least(${today}::date, y.to_on))`
    .execute(tx)
    .then(({ rows }) => rows)

/** The newest state of somebody, whether or not it has begun: who is to leave in July is leaving in June. */
const newest = sql`(select s.state from person_state s where s.school_id = p.school_id and s.person_id = p.id order by s.from_at desc, s.id desc limit 1)`

/** Everyone who is a pupil now, or has one of these places. */
export const pupilsOf = (tx: Tx, schoolId: string, placed: readonly string[]) =>
  sql<Pupil>`select p.id, coalesce(${newest} in ('leaving', 'alumni_locked'), false) as is_gone from person p
    where p.school_id = ${schoolId} and (p.id = any (${placed}::uuid[]) or exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id
      and r.role = 'pupil' and r.from_at <= now() and (r.until_at is null or r.until_at > now())))`
    .execute(tx)
    .then(({ rows }) => rows)

/** Who teaches in the school, and until when. */
export const staff = (tx: Tx, schoolId: string) =>
  sql<{ id: string; sealed: Buffer; until: Date | null }>`
    select p.id, p.sealed, nullif(max(coalesce(r.until_at, 'infinity')), 'infinity') as until from person p join person_role r on r.school_id = p.school_id and r.person_id = p.id
    where p.school_id = ${schoolId} and r.role in ('teacher', 'substitute') and (r.until_at is null or r.until_at > now()) and not app.is_locked(p.school_id, p.id)
    group by p.school_id, p.id, p.sealed`
    .execute(tx)
    .then(({ rows }) => rows)

/** Guardians who answer for nobody else in the school, and are nothing else here: they leave with the child. */
export const guardiansLeavingWith = (tx: Tx, schoolId: string, leavers: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`
    select p.id, p.sealed from person p
    where p.school_id = ${schoolId} and p.id in (select g.guardian_id from guardianship g where g.school_id = ${schoolId} and g.pupil_id = any (${leavers}::uuid[])
        and (g.until_at is null or g.until_at > now()))
      and not exists (select from guardianship g join person c on c.school_id = g.school_id and c.id = g.pupil_id
        where g.school_id = p.school_id and g.guardian_id = p.id and (g.until_at is null or g.until_at > now()) and g.pupil_id <> all (${leavers}::uuid[])
          and coalesce((select s.state from person_state s where s.school_id = c.school_id and s.person_id = c.id order by s.from_at desc, s.id desc limit 1), 'active')
            not in ('leaving', 'alumni_locked'))
      and not exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id and r.role <> 'guardian' and (r.until_at is null or r.until_at > now()))
      and coalesce(${newest}, 'active') not in ('leaving', 'alumni_locked')`
    .execute(tx)
    .then(({ rows }) => rows)

/** Pupils who have no place in a class of a year, from today on or to come. */
export const withoutPlace = (tx: Tx, schoolId: string, yearId: string, today: string) =>
  sql<{ count: number }>`select count(*)::int as count from person p where p.school_id = ${schoolId}
      and exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id and r.role = 'pupil' and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
      and coalesce(${newest}, 'active') not in ('leaving', 'alumni_locked')
      and not exists (select from enrolment e join class c on c.school_id = e.school_id and c.id = e.class_id
        where e.school_id = p.school_id and e.person_id = p.id and e.role = 'pupil' and c.school_year_id = ${yearId} and (e.until_on is null or e.until_on >= ${today}::date))`
    .execute(tx)
    .then(({ rows }) => rows[0]?.count ?? 0)

/** The days on which what was kept of a year ends, and the first and last instants of a leaver's time, where the school is. */
export const clocks = (tx: Tx, endsOn: string, keepDays: number, recordsFor: string, registerFor: string | null) =>
  sql<{ from: Date; until: Date; readsUntil: string; lockedFrom: string; recordsUntil: string; registerUntil: string | null }>`
    select (${endsOn}::date + 1)::timestamp at time zone s.time_zone as "from", (d.last + 1)::timestamp at time zone s.time_zone as until,
      d.last::text as reads_until, (d.last + 1)::text as locked_from, (${endsOn}::date + ${recordsFor}::interval)::date::text as records_until,
      (${endsOn}::date + ${registerFor}::interval)::date::text as register_until
    from school s, lateral (select greatest(${endsOn}::date, (now() at time zone s.time_zone)::date) + ${keepDays}::int as last) d where s.school_id = app.school_id()`
    .execute(tx)
    .then(({ rows }) => rows[0]!)

export type Standing = {
  personId: string
  state: 'invited' | 'active' | 'suspended'
  roles: { id: string; role: 'pupil' | 'guardian'; until: Date | null }[]
}

/** How those who leave stand with the school now, and the roles that end with it. */
export const standingOf = async (tx: Tx, schoolId: string, people: readonly string[]): Promise<Standing[]> => {
  const { rows } = await sql<{
    personId: string
    state: Standing['state']
    id: string | null
    role: 'pupil' | 'guardian'
    until: Date | null
  }>`
    select p.id as person_id, coalesce((select s.state from person_state s where s.school_id = p.school_id and s.person_id = p.id and s.from_at <= now()
        order by s.from_at desc, s.id desc limit 1), 'active') as state, r.id, r.role, r.until_at as until
    from person p left join person_role r on r.school_id = p.school_id and r.person_id = p.id and r.role in ('pupil', 'guardian') and r.from_at <= now()
      and (r.until_at is null or r.until_at > now())
    where p.school_id = ${schoolId} and p.id = any (${people}::uuid[])`.execute(tx)
  return [...Map.groupBy(rows, ({ personId }) => personId)].map(([personId, some]) => ({
    personId,
    state: some[0]?.state ?? 'active',
    roles: some.flatMap(({ id, role, until }) => (id ? [{ id, role, until }] : [])),
  }))
}
