import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type ClassRow = {
  id: string
  sealed: Buffer
  fromOn: string
  toOn: string
  pupils: number
  as: 'teacher' | 'pupil' | 'guardian' | 'staff'
  children: string[]
}

const now = sql`e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)`

/** The classes that exist for the reader, with how the reader stands to each. */
export const classes = (tx: Tx, schoolId: string) =>
  sql<ClassRow>`
    select c.id, c.sealed, y.from_on, y.to_on,
      (select count(*)::int from enrolment e where e.school_id = c.school_id and e.class_id = c.id and e.role = 'pupil' and ${now}) as pupils,
      array(select e.person_id from enrolment e where e.school_id = c.school_id and e.class_id = c.id and e.role = 'pupil' and ${now}
        and e.person_id = any (array(select app.my_children()))) as children,
      case when c.id = any (array(select app.my_classes('teacher'))) then 'teacher' when c.id = any (array(select app.my_classes('guardian'))) then 'guardian'
        when c.id = any (array(select app.my_classes('pupil'))) then 'pupil' else 'staff' end as as
    from class c join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
    where c.school_id = ${schoolId} and y.to_on >= current_date`
    .execute(tx)
    .then(({ rows }) => rows)

/** Those of these classes that exist for the reader. */
export const classesAmong = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('class')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute()

export const classById = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('class')
    .innerJoin('schoolYear', (join) =>
      join.onRef('schoolYear.schoolId', '=', 'class.schoolId').onRef('schoolYear.id', '=', 'class.schoolYearId'),
    )
    .where('class.schoolId', '=', schoolId)
    .where('class.id', '=', id)
    .select(['class.id', 'class.sealed', 'class.checkWay', 'class.schoolYearId', 'schoolYear.fromOn', 'schoolYear.toOn'])
    .select(sql<boolean>`app.runs_school() or class.id = any (array(select app.my_classes('teacher')))`.as('mayShowKey'))
    .select(
      sql<boolean>`app.is_office() or (app.teachers_print_slips() and class.id = any (array(select app.my_classes('teacher'))))`.as(
        'mayPrintSlips',
      ),
    )
    .executeTakeFirst()

export type Member = { classId: string; id: string; sealed: Buffer; role: 'teacher' | 'substitute' | 'pupil'; guardians: number }

/** The members of some classes whom the reader may see; for each pupil how many guardians are linked. */
export const members = (tx: Tx, schoolId: string, classIds: readonly string[], roles: readonly string[]) =>
  sql<Member>`
    select e.class_id, p.id, p.sealed, e.role, (select count(distinct g.guardian_id)::int from guardianship g where g.school_id = p.school_id and g.pupil_id = p.id
      and g.from_at <= now() and (g.until_at is null or g.until_at > now())) as guardians
    from enrolment e join person p on p.school_id = e.school_id and p.id = e.person_id
    where e.school_id = ${schoolId} and e.class_id = any (${classIds}::uuid[]) and e.role = any (${roles}::text[]) and ${now}`
    .execute(tx)
    .then(({ rows }) => rows)

/** The audience of a class: what a read of its list is addressed to. */
export const audienceOf = (tx: Tx, schoolId: string, classId: string) =>
  tx
    .selectFrom('audience')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('kind', '=', 'class')
    .where('targetId', '=', classId)
    .executeTakeFirst()

export const liveKey = (tx: Tx, schoolId: string, classId: string) =>
  tx
    .selectFrom('classKey')
    .where('schoolId', '=', schoolId)
    .where('classId', '=', classId)
    .where('revokedAt', 'is', null)
    .select([
      'id',
      'sealed',
      'issuedAt',
      'endsOn',
      sql<number>`(select count(*)::int from join_request r where r.school_id = class_key.school_id and r.class_key_id = class_key.id)`.as(
        'uses',
      ),
    ])
    .executeTakeFirst()

export const revokeKeys = (tx: Tx, schoolId: string, classId: string, by: string, at: Date) =>
  tx
    .updateTable('classKey')
    .set({ revokedAt: at, revokedBy: by })
    .where('schoolId', '=', schoolId)
    .where('classId', '=', classId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .execute()

export const insertKey = (
  tx: Tx,
  key: { schoolId: string; id: string; classId: string; issuedBy: string; issuedAt: Date; endsOn: string; sealed: Buffer },
) =>
  tx
    .insertInto('classKey')
    .values({ ...key, revokedAt: null, revokedBy: null })
    .execute()

export type FoundKey = { schoolId: string; classKeyId: string; classId: string; sealed: Buffer; school: string; slug: string }

/** What a class key opens for a visitor, by blind index: ids, the sealed label of the class, and the school's name. */
export const keyFor = (tx: Tx, digests: readonly Buffer[]) =>
  sql<FoundKey>`select * from app.class_key_for(${digests}::bytea[])`.execute(tx).then(({ rows }) => rows[0])
