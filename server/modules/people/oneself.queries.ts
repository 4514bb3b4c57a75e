import { sql } from 'kysely'
import type { PersonRole } from '#contract/roles.ts'
import type { ServiceNews } from '#contract/service-news.ts'
import type { Tx } from '#kernel/db.ts'

/** The acting person's own record and roles. */
export const me = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('person')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`app.person_id()`)
    .select(['id', 'sealed', sql<PersonRole[]>`array(select app.my_roles() order by 1)`.as('roles')])
    .select(sql<ServiceNews | null>`app.service_news()`.as('service'))
    .select(sql<{ count: number; fromOn: string } | null>`app.suppliers_coming()`.as('suppliers'))
    .select(sql<{ readOnlyOn: string; locksOn: string } | null>`app.closing_days()`.as('closing'))
    .select(
      sql<
        string | null
      >`case when app.is_leaving(person.school_id, person.id) then app.last_day(person.school_id, person.id)::text end`.as(
        'leavesOn',
      ),
    )
    .executeTakeFirst()

export const mySchools = (tx: Tx) =>
  sql<{ schoolId: string; slug: string; name: string }>`select school_id, slug, name from app.my_memberships()`
    .execute(tx)
    .then(({ rows }) => rows)

/** The children one is a guardian of now, with the classes they are in. */
export const myChildren = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('person')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (array(select app.my_children()))`)
    .select([
      'id',
      'sealed',
      sql<
        string[]
      >`array(select e.class_id from enrolment e where e.school_id = person.school_id and e.person_id = person.id and e.role = 'pupil'
        and e.class_id = any (array(select app.my_classes('any')))
        and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date))`.as('classes'),
    ])
    .execute()

/** How many confirmed requests wait for whoever is reading: a count, so no fact. */
export const requestsToDecide = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('joinRequest')
    .where('schoolId', '=', schoolId)
    .where('confirmedAt', 'is not', null)
    .where('decidedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .where((where) =>
      where.or([
        sql<boolean>`app.is_system() or app.is_a('administrator', 'head', 'office')`,
        where('classId', '=', sql<string>`any (array(select app.my_classes('teacher')))`),
      ]),
    )
    .select(sql<number>`count(*)::int`.as('waiting'))
    .executeTakeFirstOrThrow()
    .then(({ waiting }) => waiting)
