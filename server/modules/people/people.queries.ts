import { sql } from 'kysely'
import { type Preset, presets, type Scope } from '#contract/families.ts'
import type { Locale } from '#contract/locales.ts'
import type { CheckWay, PersonRole, RelationToChild } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

type Made = { schoolId: string; id: string; sealed: Buffer; now: Date; by: string | null }

export const insertPerson = (tx: Tx, { schoolId, id, sealed, now, by }: Made) =>
  tx
    .insertInto('person')
    .values({ schoolId, id, profile: null, bornOn: null, sealed, createdAt: now, createdBy: by, version: 1 })
    .execute()

export const insertState = (
  tx: Tx,
  schoolId: string,
  personId: string,
  state: 'invited' | 'active',
  reason: 'set_up' | 'office' | 'class_key',
  now: Date,
  by: string | null,
) =>
  tx
    .insertInto('personState')
    .values({ schoolId, id: uuidv7(), personId, state, reason, fromAt: now, untilAt: null, madeBy: by })
    .execute()

/** Whoever was leaving and comes in anew stays; says whether that was so. */
export const stay = (tx: Tx, schoolId: string, personId: string, reason: 'office' | 'class_key', now: Date, by: string | null) =>
  sql<{ id: string }>`insert into person_state (school_id, id, person_id, state, reason, from_at, until_at, made_by)
    select ${schoolId}, ${uuidv7()}, ${personId}, 'active', ${reason}, ${now}, null, ${by} where app.is_leaving(${schoolId}, ${personId}) returning id`
    .execute(tx)
    .then(({ rows }) => rows.length > 0)

/** Grants a role from now on, unless the person holds it already. */
export const grantRole = (
  tx: Tx,
  schoolId: string,
  personId: string,
  role: PersonRole,
  reason: 'set_up' | 'office' | 'class_key',
  now: Date,
  by: string | null,
) =>
  tx
    .insertInto('personRole')
    .values({ schoolId, id: uuidv7(), personId, role, reason, fromAt: now, untilAt: null, grantedBy: by })
    .onConflict((conflict) => conflict.constraint('person_role_twice').doNothing())
    .execute()

export const insertMembership = (tx: Tx, accountId: string, schoolId: string, personId: string, now: Date) =>
  tx.insertInto('directory.membership').values({ accountId, schoolId, personId, createdAt: now }).execute()

type Edge = {
  schoolId: string
  pupilId: string
  guardianId: string
  relation: RelationToChild
  verifiedBy: string | null
  verifiedWay: CheckWay | null
  verifiedAt: Date | null
  joinRequestId: string | null
  source: 'class_key' | 'office' | 'delegation' | 'pupil'
  preset?: Preset
  scopes?: readonly Scope[]
  untilAt?: Date
  delegatedFrom?: string
  now: Date
}

/** Whether a guardian decides alone, with others, about some things, or about nothing. */
export const authorityOf = {
  equal: 'joint',
  information: 'limited',
  court_restricted: 'limited',
  no_contact: 'none',
  foster: 'full',
  relative: 'limited',
} as const satisfies Record<Preset, string>

/** Links a guardian to a pupil, with the rights of a preset: both parents equal, unless another is named. */
export const insertGuardianship = async (tx: Tx, edge: Edge) => {
  const { now, joinRequestId, preset = 'equal', scopes = presets[preset], untilAt = null, delegatedFrom = null, ...who } = edge
  const id = uuidv7()
  await tx
    .insertInto('guardianship')
    .values({
      ...who,
      id,
      authority: authorityOf[preset],
      preset,
      scopes: [...scopes],
      fromAt: now,
      untilAt,
      documentId: null,
      delegatedFrom,
      joinRequestId,
      createdAt: now,
      version: 1,
    })
    .execute()
  return id
}

/** The aliases of those of these people whose identity is protected, for a reader who neither runs the school nor is them or their guardian; `outside`: for everyone. */
export const aliases = (tx: Tx, ids: readonly string[], outside: boolean) =>
  sql<{ personId: string; id: string; sealed: Buffer }>`
    select i.person_id, i.id, i.sealed from protected_identity i
    where i.school_id = app.school_id() and i.person_id = any (${ids}::uuid[]) and i.from_at <= now() and (i.until_at is null or i.until_at > now())
      and (${outside} or not (app.runs_school() or i.person_id = app.person_id() or i.person_id = any (array(select app.my_children()))))`
    .execute(tx)
    .then(({ rows }) => rows)

/** Those of these people who exist for the reader. */
export const knownAmong = (tx: Tx, schoolId: string, ids: readonly string[]): Promise<string[]> =>
  tx
    .selectFrom('person')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .select('id')
    .execute()
    .then((rows) => rows.map(({ id }) => id))

/** The audience of everybody in the school. */
export const wholeSchool = (tx: Tx, schoolId: string): Promise<string | undefined> =>
  tx
    .selectFrom('audience')
    .where('schoolId', '=', schoolId)
    .where('kind', '=', 'school')
    .select('id')
    .executeTakeFirst()
    .then((row) => row?.id)

/** Those of these people whom this reader sees under the true name, and nobody outside may. */
export const namedInTheOpen = async (tx: Tx, ids: readonly string[]): Promise<Set<string>> => {
  const [outside, here] = await Promise.all([aliases(tx, ids, true), aliases(tx, ids, false)])
  const masked = new Set(here.map(({ personId }) => personId))
  return new Set(outside.flatMap(({ personId }) => (masked.has(personId) ? [] : [personId])))
}

/** Those of these people whose identity is protected now: no list that leaves the house, no slip, no mail and no photograph names them. */
export const protectedAmong = (tx: Tx, ids: readonly string[]): Promise<Set<string>> =>
  sql<{ id: string }>`select i.id from app.protected_among(${ids}::uuid[]) as i (id)`
    .execute(tx)
    .then(({ rows }) => new Set(rows.map(({ id }) => id)))

/** Everyone of the school who exists for the reader, with the roles they hold now. */
export const people = (tx: Tx, schoolId: string, role: PersonRole | undefined) =>
  tx
    .selectFrom('person')
    .innerJoin('personRole', (join) =>
      join.onRef('personRole.schoolId', '=', 'person.schoolId').onRef('personRole.personId', '=', 'person.id'),
    )
    .where('person.schoolId', '=', schoolId)
    .where('personRole.fromAt', '<=', sql<Date>`now()`)
    .where((where) => where.or([where('personRole.untilAt', 'is', null), where('personRole.untilAt', '>', sql<Date>`now()`)]))
    .$if(role !== undefined, (query) => query.where('personRole.role', '=', role!))
    .select(['person.id', 'person.sealed', sql<PersonRole[]>`array_agg(person_role.role order by person_role.role)`.as('roles')])
    .groupBy(['person.schoolId', 'person.id'])
    .execute()

/** Those who hold one of these roles now and can act, with the language to write to each. */
export const responsibleFor = (tx: Tx, schoolId: string, roles: readonly PersonRole[]) =>
  sql<{ id: string; sealed: Buffer; locale: Locale; school: string; slug: string; roles: PersonRole[] }>`
    select p.id, p.sealed, coalesce(app.locale_of(p.id), s.locale) as locale, s.name as school, s.slug, array_agg(distinct r.role) as roles
    from person p join school s on s.school_id = p.school_id join person_role r on r.school_id = p.school_id and r.person_id = p.id
    where p.school_id = ${schoolId} and r.role = any (${roles}::text[]) and r.from_at <= now() and (r.until_at is null or r.until_at > now())
      and not app.is_locked(p.school_id, p.id) group by p.school_id, p.id, s.school_id`
    .execute(tx)
    .then(({ rows }) => rows)

/** People as they are kept, those of them that exist for the one who asks. */
export const sealedPeople = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('person')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .select(['id', 'sealed'])
    .execute()

/** Sealed names of people who work or worked here. */
export const staffNames = (tx: Tx, ids: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`select id, sealed from app.authors_named(${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)
