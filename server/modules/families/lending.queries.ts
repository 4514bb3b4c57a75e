import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { RelationToChild } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

/** The edge that is lent from, as the one who lends sees it. */
export const ownEdge = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('guardianship')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .select(['id', 'pupilId', 'scopes', 'preset'])
    .executeTakeFirst()

/** How many of somebody's delegations of one child hold or wait. */
export const liveCount = (tx: Tx, schoolId: string, guardianshipId: string) =>
  tx
    .selectFrom('delegation')
    .where('schoolId', '=', schoolId)
    .where('guardianshipId', '=', guardianshipId)
    .where('endedAt', 'is', null)
    .where('untilAt', '>', sql<Date>`now()`)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
    .then(({ count }) => count)

type Lent = {
  schoolId: string
  id: string
  guardianshipId: string
  pupilId: string
  lentBy: string
  relation: RelationToChild
  scopes: string[]
  sealed: Buffer
  madeAt: Date
  untilAt: Date
}

export const insertDelegation = (tx: Tx, lent: Lent) =>
  tx
    .insertInto('delegation')
    .values({ ...lent, edgeId: null, holderId: null, endedAt: null, endedBy: null })
    .execute()

/** The instant at which a day of the school is over. */
export const endOfDay = (tx: Tx, day: string) =>
  sql<{
    at: Date
  }>`select ((${day}::date + 1)::timestamp at time zone s.time_zone) as at from school s where s.school_id = app.school_id()`
    .execute(tx)
    .then(({ rows }) => rows[0]!.at)

export const delegationById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('delegation').where('schoolId', '=', schoolId).where('id', '=', id).selectAll().executeTakeFirst()

const open = (tx: Tx, schoolId: string, id: string) =>
  tx.updateTable('delegation').where('schoolId', '=', schoolId).where('id', '=', id).where('endedAt', 'is', null)

/** Ends what was lent; undefined when it is over already. */
export const end = (tx: Tx, schoolId: string, id: string, by: string, at: Date) =>
  open(tx, schoolId, id)
    .where('untilAt', '>', at)
    .set({ endedAt: at, endedBy: by })
    .returning(['id', 'guardianshipId', 'pupilId'])
    .executeTakeFirst()

/** Objects, once: of two who object at the same moment one gets no row. */
export const object = (tx: Tx, schoolId: string, id: string, by: string, at: Date) =>
  open(tx, schoolId, id)
    .where('objectedAt', 'is', null)
    .where('untilAt', '>', at)
    .set({ objectedAt: at, objectedBy: by })
    .returning(['id', 'guardianshipId', 'pupilId'])
    .executeTakeFirst()

export const settle = (tx: Tx, schoolId: string, id: string, verdict: 'stands' | 'ends', by: string, at: Date) =>
  open(tx, schoolId, id)
    .where('objectedAt', 'is not', null)
    .where('settledAt', 'is', null)
    .set({ verdict, settledBy: by, settledAt: at, ...(verdict === 'ends' ? { endedAt: at, endedBy: by } : {}) })
    .returning(['id', 'guardianshipId', 'pupilId'])
    .executeTakeFirst()

/** Takes a delegation in hand that has no edge yet: of two runs of the job, the second waits and finds it done. */
export const toBegin = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('delegation')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('edgeId', 'is', null)
    .where('endedAt', 'is', null)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()

export const setEdge = (tx: Tx, schoolId: string, id: string, edgeId: string, holderId: string) =>
  tx.updateTable('delegation').set({ edgeId, holderId }).where('schoolId', '=', schoolId).where('id', '=', id).execute()

/** Whom to tell: those who decide about the child, too, and the words for each. */
export const toTell = (tx: Tx, pupilId: string, lentBy: string) =>
  sql<{ id: string; sealed: Buffer; locale: Locale; school: string; slug: string }>`
    select p.id, p.sealed, coalesce(a.locale, s.locale) as locale, s.name as school, s.slug
    from guardianship g join person p on p.school_id = g.school_id and p.id = g.guardian_id join school s on s.school_id = g.school_id
      left join directory.membership m on m.school_id = g.school_id and m.person_id = g.guardian_id left join directory.account a on a.id = m.account_id
    where g.school_id = app.school_id() and g.pupil_id = ${pupilId} and g.guardian_id <> ${lentBy} and g.from_at <= now() and (g.until_at is null or g.until_at > now())
      and g.preset <> 'no_contact' and g.authority in ('full', 'joint') and g.delegated_from is null`
    .execute(tx)
    .then(({ rows }) => rows)

/** Ends edges of the school whose time was lent and is over: nothing depends on it, the list of edges is tidy. */
export const closeLent = (tx: Tx, schoolId: string, at: Date) =>
  sql<{ id: string; pupilId: string; guardianId: string }>`
    update guardianship g set until_at = greatest(${at}, g.from_at), version = g.version + 1 from delegation d
    where d.school_id = g.school_id and d.edge_id = g.id and g.school_id = ${schoolId} and (g.until_at is null or g.until_at > ${at}) and d.ended_at is not null
    returning g.id, g.pupil_id, g.guardian_id`
    .execute(tx)
    .then(({ rows }) => rows)
