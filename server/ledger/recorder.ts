import { sql } from 'kysely'
import { events } from '#contract/events.ts'
import { roles as allRoles, type PersonRole } from '#contract/roles.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import type { Emitted, Recorder } from '#kernel/facts.ts'
import { nobody } from '#kernel/ids.ts'
import { person } from '#vault/owners.ts'
import { unhurried } from '#vault/pace.ts'
import { type AuditKeys, type Fact, type FactContext, record, type Subject } from './record.ts'
import { snapshotOf } from './snapshots.ts'
import { safeguardingOf } from './withheld.ts'

type Remembered<V> = { value: V; until: number }
type Calendar = { timeZone: string; years: { fromOn: string; toOn: string }[] }
const minute = 60_000
const most = 20_000

/** Asked of the database once a minute at most: neither a school's zone nor a person's roles are worth a query per fact. */
const remembering = <V>(ask: (tx: Tx, ...of: [string, string]) => Promise<V>, isWorth: (value: V) => boolean = () => true) => {
  const known = new Map<string, Remembered<V>>()
  return async (tx: Tx, now: number, ...of: [string, string]): Promise<V> => {
    const key = of.join()
    const before = known.get(key)
    if (before && before.until > now && before.until <= now + minute) return before.value
    const value = await ask(tx, ...of)
    if (known.size >= most) known.clear()
    if (isWorth(value)) known.set(key, { value, until: now + minute })
    return value
  }
}

const askCalendar = async (tx: Tx, schoolId: string): Promise<Calendar | undefined> => {
  const { rows } = await sql<{ timeZone: string; fromOn: string | null; toOn: string | null }>`
    select s.time_zone, y.from_on, y.to_on from public.school s left join public.school_year y on y.school_id = s.school_id where s.school_id = ${schoolId}`.execute(
    tx,
  )
  if (!rows[0]) return undefined
  return { timeZone: rows[0].timeZone, years: rows.flatMap(({ fromOn, toOn }) => (fromOn && toOn ? [{ fromOn, toOn }] : [])) }
}

const askRoles = async (tx: Tx, schoolId: string, personId: string): Promise<PersonRole[]> => {
  const { rows } = await sql<{ role: string }>`
    select role from app.my_roles() role where app.school_id() = ${schoolId} and app.person_id() = ${personId}`.execute(tx)
  return allRoles.filter((role) => rows.some((row) => row.role === role))
}

const askGuards = async (tx: Tx, pupilId: string, guardianId: string): Promise<boolean> => {
  const { rows } = await sql<{ guards: boolean }>`
    select exists (select from public.guardianship where school_id = app.school_id() and pupil_id = ${pupilId} and guardian_id = ${guardianId}
      and from_at <= now() and (until_at is null or until_at > now())) as guards`.execute(tx)
  return rows[0]?.guards === true
}

const families: readonly PersonRole[] = ['guardian', 'pupil']

/** What families read stands in their own file, where neither the other guardian nor anyone else finds it. */
const isOwnRead = async (tx: Tx, { actor: { personId, roles } }: FactContext, { name, about }: Emitted): Promise<boolean> => {
  if (about.own) return true
  if (events[name].class !== 'access' || !about.subject || !personId || personId === nobody || roles.length === 0) return false
  if (roles.every((role) => families.includes(role))) return true
  return askGuards(tx, about.subject, personId)
}

const daysOf = (calendar: Calendar | undefined, now: Date) => {
  const day = schoolDay(now, calendar?.timeZone ?? 'UTC')
  const year = calendar?.years.find(({ fromOn, toOn }) => fromOn <= day && day <= toOn)
  return { day, yearFrom: year?.fromOn ?? `${day.slice(0, 4)}-01-01` }
}

/** The ledger as the kernel knows it: it adds the school's day and year, the actor's roles and, for the read of a list, the snapshot. */
export const recorder = (keys: AuditKeys): Recorder => {
  const calendarOf = remembering(askCalendar)
  // whoever is not in yet sees no role of their own: that is no answer
  const rolesOf = remembering(askRoles, (roles) => roles.length > 0)

  const contextOf = async (tx: Tx, actor: Actor, now: Date): Promise<FactContext> => {
    const { schoolId, personId, accountId, purpose, requestId } = actor
    const [calendar, roles] = await Promise.all([
      schoolId ? calendarOf(tx, now.getTime(), schoolId, '') : undefined,
      schoolId && personId && personId !== nobody ? rolesOf(tx, now.getTime(), schoolId, personId) : [],
    ])
    return { schoolId, ...daysOf(calendar, now), actor: { personId, accountId, roles }, purpose, requestId, now }
  }

  const subjectOf = async (tx: Tx, schoolId: string | null, { about }: Emitted, now: Date): Promise<Subject | undefined> => {
    if (about.subject) return { kind: 'person', id: about.subject }
    if (about.account) return { kind: 'account', id: about.account }
    if (about.members?.length && about.audience && schoolId)
      return snapshotOf(tx, keys, schoolId, about.audience, about.members, now)
    return undefined
  }

  return {
    foresee: (tx, actor, now) => {
      const { schoolId, personId } = actor
      const own = schoolId && personId && personId !== nobody ? [person(personId)] : []
      const found = own.length && schoolId ? keys.keysAtHand?.(schoolId, own) : undefined
      return Promise.all([contextOf(tx, actor, now), found ?? (schoolId ? keys.survivingKeys(tx, schoolId, own) : undefined)])
    },
    record: async (tx, actor, emitted, now) => {
      const context = await contextOf(tx, actor, now)
      const facts: Fact[] = []
      const pace = unhurried()
      for (const one of emitted) {
        if (pace.isTime()) await pace.rest()
        const subject = await subjectOf(tx, actor.schoolId, one, now)
        const { audience } = one.about
        const apart =
          one.about.withheld && actor.schoolId ? await safeguardingOf(tx, keys, actor.schoolId, context.yearFrom) : undefined
        const own = !apart && (await isOwnRead(tx, context, one))
        facts.push({
          event: one.name,
          payload: one.payload,
          ...(subject && { subject }),
          ...(audience && { audienceId: audience }),
          ...(own && { on: 'actor' }),
          ...(apart && { on: apart }),
        } as Fact)
      }
      return record(tx, keys, context, facts)
    },
  }
}
