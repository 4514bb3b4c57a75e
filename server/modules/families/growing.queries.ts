import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Ends the edges of pupils who are of age, but those that they granted themselves. What counts is reckoned at every question; this tidies up. */
export const endAtMajority = (tx: Tx, schoolId: string, at: Date) =>
  sql<{ id: string; pupilId: string; guardianId: string }>`
    update guardianship g set until_at = greatest(${at}, g.from_at), version = g.version + 1 from person p
    where p.school_id = g.school_id and p.id = g.pupil_id and g.school_id = ${schoolId} and p.born_on is not null and app.is_of_age(p.id)
      and g.source <> 'pupil' and (g.until_at is null or g.until_at > ${at})
    returning g.id, g.pupil_id, g.guardian_id`
    .execute(tx)
    .then(({ rows }) => rows)

export const edgeOfMine = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('guardianship')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .select(['id', 'pupilId', 'guardianId', 'relation', 'preset'])
    .executeTakeFirst()

/** Ends whatever somebody holds of a pupil now, so that what follows begins where it ended. */
export const endEdges = (tx: Tx, schoolId: string, pupilId: string, guardianId: string, at: Date) =>
  sql<{ id: string }>`
    update guardianship g set until_at = greatest(${at}, g.from_at), version = g.version + 1
    where g.school_id = ${schoolId} and g.pupil_id = ${pupilId} and g.guardian_id = ${guardianId} and (g.until_at is null or g.until_at > ${at})
    returning g.id`
    .execute(tx)
    .then(({ rows }) => rows)

export const ages = (tx: Tx) =>
  sql<{
    isOfAge: boolean
    isTooYoung: boolean
  }>`select app.is_of_age(app.person_id()) as is_of_age, app.is_too_young() as is_too_young`
    .execute(tx)
    .then(({ rows }) => rows[0]!)
