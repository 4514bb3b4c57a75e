import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

export type GroupRow = {
  id: string
  sealed: Buffer
  ownerId: string | null
  archivedAt: Date | null
  version: number
  fromOn: string
  pupils: number
  mayChange: boolean
  runsSchool: boolean
}

const standing = sql`g.id, g.sealed, g.owner_id, g.archived_at, g.version, y.from_on,
  (select count(*)::int from group_place p where p.school_id = g.school_id and p.group_id = g.id and p.role = 'pupil' and p.until_at is null) as pupils,
  g.owner_id is not distinct from app.person_id() or app.is_a('administrator', 'head', 'office') as may_change,
  app.is_a('administrator', 'head', 'office') as runs_school`

/** The groups of this year and the next that exist for the reader; the newest first. */
export const groups = (tx: Tx, schoolId: string) =>
  sql<GroupRow>`
    select ${standing} from teaching_group g join school_year y on y.school_id = g.school_id and y.id = g.school_year_id
    where g.school_id = ${schoolId} and y.to_on >= current_date order by g.id desc limit 2000`
    .execute(tx)
    .then(({ rows }) => rows)

export const groupById = (tx: Tx, schoolId: string, id: string) =>
  sql<GroupRow>`
    select ${standing} from teaching_group g join school_year y on y.school_id = g.school_id and y.id = g.school_year_id
    where g.school_id = ${schoolId} and g.id = ${id}`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** Everybody who stands in a group now, with the sealed name. */
export const named = (tx: Tx, id: string) =>
  sql<{ id: string; sealed: Buffer; stands: 'staff' | 'pupil' }>`select id, sealed, stands from app.group_named(${id})`
    .execute(tx)
    .then(({ rows }) => rows)

/** Of some people, those whom whoever asks may put into a group. */
export const groupable = (tx: Tx, people: readonly string[], role: 'teacher' | 'pupil') =>
  sql<{ id: string }>`select g.id from app.groupable(${people}::uuid[], ${role}) as g (id)`
    .execute(tx)
    .then(({ rows }) => new Set(rows.map(({ id }) => id)))

type NewGroup = { schoolId: string; id: string; schoolYearId: string; ownerId: string | null; sealed: Buffer; createdAt: Date }
/** A group, and the audience of what is said to it. */
export const insertGroup = async (tx: Tx, group: NewGroup) => {
  await tx
    .insertInto('teachingGroup')
    .values({ ...group, archivedAt: null, version: 1 })
    .execute()
  const { schoolId, id: targetId, createdAt } = group
  await tx.insertInto('audience').values({ schoolId, id: uuidv7(), kind: 'group', targetId, createdAt }).execute()
}

type Change = { ownerId: string | null; sealed: Buffer }
/** Changes a group that is still as it was read; of two who change it, one gets no row. */
export const change = (tx: Tx, schoolId: string, id: string, version: number, to: Change) =>
  tx
    .updateTable('teachingGroup')
    .set({ ...to, version: version + 1 })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('archivedAt', 'is', null)
    .returning('version')
    .executeTakeFirst()

/** Puts a group away, or takes it out again. */
export const putAway = (tx: Tx, schoolId: string, id: string, at: Date | null) =>
  tx
    .updateTable('teachingGroup')
    .set({ archivedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('archivedAt', at ? 'is' : 'is not', null)
    .returning('id')
    .executeTakeFirst()

/** The places of a group that have not ended. */
export const places = (tx: Tx, schoolId: string, groupId: string) =>
  tx
    .selectFrom('groupPlace')
    .select(['personId', 'role'])
    .where('schoolId', '=', schoolId)
    .where('groupId', '=', groupId)
    .where('untilAt', 'is', null)
    .execute()

export const beginPlaces = (tx: Tx, schoolId: string, groupId: string, role: 'teacher' | 'pupil', people: readonly string[]) =>
  tx
    .insertInto('groupPlace')
    .values(
      people.map((personId) => ({ schoolId, id: uuidv7(), groupId, personId, role, fromAt: sql<Date>`now()`, untilAt: null })),
    )
    .execute()

export const endPlaces = (tx: Tx, schoolId: string, groupId: string, people: readonly string[]) =>
  tx
    .updateTable('groupPlace')
    .set({ untilAt: sql<Date>`greatest(now(), from_at)` })
    .where('schoolId', '=', schoolId)
    .where('groupId', '=', groupId)
    .where('untilAt', 'is', null)
    .where('personId', '=', sql<string>`any (${people}::uuid[])`)
    .execute()

/** The audience of a group: what a read of its list is addressed to. */
export const audienceOf = (tx: Tx, schoolId: string, groupId: string) =>
  tx
    .selectFrom('audience')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('kind', '=', 'group')
    .where('targetId', '=', groupId)
    .executeTakeFirst()

/** As what somebody makes a group. */
export const makerOf = async (tx: Tx) => {
  const { rows } = await sql<{ teaches: boolean; runsSchool: boolean }>`
    select app.is_a('teacher', 'substitute') as teaches, app.is_a('administrator', 'head', 'office') as runs_school`.execute(tx)
  return rows[0] ?? { teaches: false, runsSchool: false }
}
