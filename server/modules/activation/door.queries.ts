import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** A class with its year, whose code is to be made or shown. */
export const classWithYear = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('class')
    .innerJoin('schoolYear', (join) =>
      join.onRef('schoolYear.schoolId', '=', 'class.schoolId').onRef('schoolYear.id', '=', 'class.schoolYearId'),
    )
    .where('class.schoolId', '=', schoolId)
    .where('class.id', '=', id)
    .select(['class.id', 'class.sealed', 'schoolYear.fromOn', 'schoolYear.toOn'])
    .select(sql<boolean>`app.is_office() or class.id = any (array(select app.my_classes('teacher')))`.as('mayChange'))
    .executeTakeFirst()

export const liveDoor = (tx: Tx, schoolId: string, classId: string) =>
  tx
    .selectFrom('classDoor')
    .select(['id', 'sealed', 'madeAt', 'endsOn'])
    .where('schoolId', '=', schoolId)
    .where('classId', '=', classId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()

type Door = { schoolId: string; id: string; classId: string; madeAt: Date; madeBy: string; endsOn: string; sealed: Buffer }

/** Of two codes made at once one gets no row. */
export const insertDoor = (tx: Tx, door: Door) =>
  tx
    .insertInto('classDoor')
    .values({ ...door, endedAt: null })
    .execute()
export const endDoors = (tx: Tx, schoolId: string, classId: string, endedAt: Date) =>
  tx
    .updateTable('classDoor')
    .set({ endedAt })
    .where('schoolId', '=', schoolId)
    .where('classId', '=', classId)
    .where('endedAt', 'is', null)
    .execute()

export type DoorPupil = { id: string; hasOwnPassword: boolean; hasWords: boolean; hasPictures: boolean }

/** The pupils of a class now: who has chosen a password, who has words, who has pictures. */
export const pupilsOf = (tx: Tx, classId: string) =>
  sql<DoorPupil>`select e.person_id as id, app.has_own_password(e.person_id) as has_own_password,
      exists (select from pupil_words w where w.school_id = e.school_id and w.person_id = e.person_id and w.voided_at is null and w.ends_on >= current_date) as has_words,
      exists (select from pupil_pictures p where p.school_id = e.school_id and p.person_id = e.person_id and p.ended_at is null) as has_pictures
    from enrolment e where e.school_id = app.school_id() and e.class_id = ${classId} and e.role = 'pupil' and e.from_on <= current_date
      and (e.until_on is null or e.until_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => rows)

/** Which pupils stand on the screen of a device: those of its class who have pictures. */
export const pupilsWithPictures = (tx: Tx, classId: string) =>
  sql<{ id: string; sealed: Buffer; aliasId: string | null; alias: Buffer | null }>`
    select p.id, p.sealed, i.id as alias_id, i.sealed as alias from enrolment e join person p on p.school_id = e.school_id and p.id = e.person_id
      join pupil_pictures r on r.school_id = e.school_id and r.person_id = e.person_id and r.ended_at is null
      left join protected_identity i on i.school_id = e.school_id and i.person_id = e.person_id and i.from_at <= now() and (i.until_at is null or i.until_at > now())
    where e.school_id = app.school_id() and e.class_id = ${classId} and e.role = 'pupil' and e.from_on <= current_date
      and (e.until_on is null or e.until_on >= current_date) and not app.has_own_password(e.person_id) and not app.is_locked(e.school_id, e.person_id)`
    .execute(tx)
    .then(({ rows }) => rows)

export const devicesOf = (tx: Tx, schoolId: string, classId: string) =>
  tx
    .selectFrom('enrolledDevice')
    .select(['id', 'madeAt', 'endsOn'])
    .where('schoolId', '=', schoolId)
    .where('classId', '=', classId)
    .where('endedAt', 'is', null)
    .where('endsOn', '>=', sql<string>`current_date`)
    .orderBy('madeAt')
    .execute()

type Device = {
  schoolId: string
  id: string
  classId: string
  tokenDigest: Buffer
  madeAt: Date
  madeBy: string
  endsOn: string
}
export const insertDevice = (tx: Tx, device: Device) =>
  tx
    .insertInto('enrolledDevice')
    .values({ ...device, endedAt: null })
    .execute()
export const endDevice = (tx: Tx, schoolId: string, classId: string, id: string, endedAt: Date) =>
  tx
    .updateTable('enrolledDevice')
    .set({ endedAt })
    .where('schoolId', '=', schoolId)
    .where('classId', '=', classId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** What the cookie of a device says, while it is the class's. */
export const deviceFor = (tx: Tx, schoolId: string, token: Buffer) =>
  sql<{ id: string; classId: string }>`select * from app.class_device_for(${schoolId}, ${token})`
    .execute(tx)
    .then(({ rows }) => rows[0])
