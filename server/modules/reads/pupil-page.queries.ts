import { sql } from 'kysely'
import type { PersonRole, RelationToChild } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

/** The pupil of a page; nothing for someone who is none. `isChild`: one's own. */
export const pupilById = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('person')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('personRole')
          .whereRef('personRole.schoolId', '=', 'person.schoolId')
          .whereRef('personRole.personId', '=', 'person.id')
          .where('personRole.role', '=', 'pupil')
          .select('personRole.id'),
      ),
    )
    .select(['id', 'sealed', sql<boolean>`id = any (array(select app.my_children()))`.as('isChild')])
    .select([sql<boolean>`app.may_see_reads(id)`.as('seeReads'), sql<boolean>`app.protects(id)`.as('withhold')])
    .executeTakeFirst()

type InClass = { id: string; sealed: Buffer }

/** The classes that a pupil is in now. */
export const classesOf = (tx: Tx, schoolId: string, pupilId: string) =>
  sql<InClass>`
    select c.id, c.sealed from enrolment e join class c on c.school_id = e.school_id and c.id = e.class_id
    where e.school_id = ${schoolId} and e.person_id = ${pupilId} and e.role = 'pupil' and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => rows)

type Teaches = { classId: string; id: string; sealed: Buffer }

/** Who teaches a pupil's classes now. */
export const teachersOf = (tx: Tx, schoolId: string, pupilId: string) =>
  sql<Teaches>`
    select t.class_id, p.id, p.sealed from enrolment e join enrolment t on t.school_id = e.school_id and t.class_id = e.class_id and t.role in ('teacher', 'substitute')
      join person p on p.school_id = t.school_id and p.id = t.person_id
    where e.school_id = ${schoolId} and e.person_id = ${pupilId} and e.role = 'pupil' and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
      and t.from_on <= current_date and (t.until_on is null or t.until_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => rows)

type Guards = { id: string; sealed: Buffer; relation: RelationToChild }

/** The guardians whom the reader may know of: a guardian finds no other. */
export const guardiansOf = (tx: Tx, schoolId: string, pupilId: string) =>
  sql<Guards>`
    select distinct on (p.id) p.id, p.sealed, g.relation from guardianship g join person p on p.school_id = g.school_id and p.id = g.guardian_id
    where g.school_id = ${schoolId} and g.pupil_id = ${pupilId} and g.from_at <= now() and (g.until_at is null or g.until_at > now()) order by p.id, g.from_at`
    .execute(tx)
    .then(({ rows }) => rows)

/** How many of those who work in the school can open a pupil's page, by the role that lets them. */
export const seenBy = (tx: Tx, pupilId: string) =>
  sql<{ role: PersonRole; people: number }>`select role, people from app.staff_who_see(${pupilId})`
    .execute(tx)
    .then(({ rows }) => rows)

/** Until when this reader's reads of a pupil are withheld, if they are. */
export const withheldUntil = (tx: Tx, schoolId: string, pupilId: string, readerId: string | null) =>
  tx
    .selectFrom('withholding')
    .where('schoolId', '=', schoolId)
    .where('pupilId', '=', pupilId)
    .where('askedBy', '=', readerId)
    .where('endedAt', 'is', null)
    .select('untilOn')
    .executeTakeFirst()
