import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type EdgeRow = {
  id: string
  pupilId: string
  guardianId: string
  sealed: Buffer
  relation: 'mother' | 'father' | 'parent' | 'guardian' | 'foster' | 'relative' | 'other'
  preset: 'equal' | 'information' | 'court_restricted' | 'no_contact' | 'foster' | 'relative'
  scopes: string[]
  source: 'class_key' | 'roster' | 'office' | 'delegation' | 'pupil'
  version: number
  holds: boolean
}

/** The edges of a pupil that have not ended, and the guardians' names, as far as the reader may see them. */
export const edgesOf = (tx: Tx, schoolId: string, pupilId: string, ended = false) =>
  sql<EdgeRow>`
    select g.id, g.pupil_id, g.guardian_id, p.sealed, g.relation, g.preset, g.scopes, g.source, g.version, g.id = any (array(select app.edges_holding(g.pupil_id))) as holds
    from guardianship g join person p on p.school_id = g.school_id and p.id = g.guardian_id
    where g.school_id = ${schoolId} and g.pupil_id = ${pupilId} and g.from_at <= now() and (${ended} or g.until_at is null or g.until_at > now())
    order by g.from_at`
    .execute(tx)
    .then(({ rows }) => rows)

/** Pupils who have a guardian in common with this one; of a guardian whose contact is forbidden nobody is reckoned. */
export const siblingsOf = (tx: Tx, schoolId: string, pupilId: string) =>
  sql<{ id: string; sealed: Buffer }>`
    select p.id, p.sealed from person p where p.school_id = ${schoolId} and p.id <> ${pupilId} and p.id in (
      select b.pupil_id from guardianship a join guardianship b on b.school_id = a.school_id and b.guardian_id = a.guardian_id
      where a.school_id = ${schoolId} and a.pupil_id = ${pupilId} and a.delegated_from is null and b.delegated_from is null and a.preset <> 'no_contact' and b.preset <> 'no_contact'
        and a.from_at <= now() and (a.until_at is null or a.until_at > now()) and b.from_at <= now() and (b.until_at is null or b.until_at > now()))
    order by p.id`
    .execute(tx)
    .then(({ rows }) => rows)

export const personById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('person').where('schoolId', '=', schoolId).where('id', '=', id).select(['id', 'sealed']).executeTakeFirst()

/** What waits to be countersigned, and the changes of the last years, newest first. */
export const changesOf = (tx: Tx, schoolId: string, pupilId: string) =>
  tx
    .selectFrom('guardianshipChange')
    .where('schoolId', '=', schoolId)
    .where('pupilId', '=', pupilId)
    .selectAll()
    .orderBy('askedAt', 'desc')
    .limit(50)
    .execute()

/** What was lent of a pupil and is not long over. */
export const lentOf = (tx: Tx, schoolId: string, pupilIds: readonly string[]) =>
  tx
    .selectFrom('delegation')
    .where('schoolId', '=', schoolId)
    .where('pupilId', '=', sql<string>`any (${pupilIds}::uuid[])`)
    .where('untilAt', '>', sql<Date>`now() - interval '30 days'`)
    .selectAll()
    .orderBy('madeAt', 'desc')
    .limit(100)
    .execute()

export const namesOf = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('person')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .select(['id', 'sealed'])
    .execute()

/** Whom to call for these children; `own`: only those whom the reader has named. */
export const contactsOf = (tx: Tx, schoolId: string, pupilIds: readonly string[], own: boolean) =>
  tx
    .selectFrom('emergencyContact')
    .where('schoolId', '=', schoolId)
    .where('pupilId', '=', sql<string>`any (${pupilIds}::uuid[])`)
    .where(sql<boolean>`(not ${own} or made_by = app.person_id())`)
    .select(['id', 'pupilId', 'place', 'source', 'version', 'sealed'])
    .orderBy('place')
    .orderBy('madeAt')
    .execute()

/** Who may fetch these children, today or later; `own`: only those whom the reader has named. */
export const adultsOf = (tx: Tx, schoolId: string, pupilIds: readonly string[], own: boolean) =>
  tx
    .selectFrom('pickUpAdult')
    .where('schoolId', '=', schoolId)
    .where('pupilId', '=', sql<string>`any (${pupilIds}::uuid[])`)
    .where(sql<boolean>`(not ${own} or made_by = app.person_id())`)
    .where((where) => where.or([where('untilOn', 'is', null), where('untilOn', '>=', sql<string>`current_date`)]))
    .select(['id', 'pupilId', 'fromOn', 'untilOn', 'source', 'version', 'sealed'])
    .orderBy('fromOn')
    .execute()

/** What the reader may do on a family's page. */
export const may = (tx: Tx) =>
  sql<{
    decides: boolean
    signs: boolean
  }>`select app.is_a('administrator', 'head') as decides, app.is_a('administrator', 'head', 'office') as signs`
    .execute(tx)
    .then(({ rows }) => rows[0]!)

type OwnEdge = { id: string; pupilId: string; sealed: Buffer; scopes: string[]; isJoint: boolean; isDelegated: boolean }

/** The reader's own edges as they hold now. */
export const ownEdges = (tx: Tx) =>
  sql<OwnEdge>`
    select g.id, g.pupil_id, p.sealed, g.scopes, g.pupil_id = any (array(select app.my_joint_children())) as is_joint, g.is_delegated
    from app.my_edges() g join person p on p.school_id = app.school_id() and p.id = g.pupil_id order by g.id`
    .execute(tx)
    .then(({ rows }) => rows)

/** The other guardians of children, for whom the names may be known. */
export const othersOf = (tx: Tx, schoolId: string, pupilIds: readonly string[]) =>
  sql<{ pupilId: string; id: string; sealed: Buffer }>`
    select g.pupil_id, p.id, p.sealed from guardianship g join person p on p.school_id = g.school_id and p.id = g.guardian_id
    where g.school_id = ${schoolId} and g.pupil_id = any (${pupilIds}::uuid[]) and g.guardian_id <> app.person_id() and g.guardian_id = any (array(select app.other_guardians()))
      and g.from_at <= now() and (g.until_at is null or g.until_at > now())`
    .execute(tx)
    .then(({ rows }) => rows)
