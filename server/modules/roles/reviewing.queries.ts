import { sql } from 'kysely'
import type { reviewDecisions } from '#contract/access-review.ts'
import type { GivenRole, grantReasons } from '#contract/grants.ts'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

type Decision = (typeof reviewDecisions)[number]
const staffRoles = sql`('administrator', 'head', 'office', 'teacher', 'substitute', 'dpo', 'support')`

/** The first day of the quarter that it is now where the school is, and whether a review of it was opened. */
export const quarter = (tx: Tx) =>
  sql<{ quarterOn: string; isOpened: boolean }>`
    with q as (select date_trunc('quarter', now() at time zone s.time_zone)::date as day from school s where s.school_id = app.school_id())
    select q.day as quarter_on, exists (select from access_review r where r.school_id = app.school_id() and r.quarter_on = q.day) as is_opened from q`
    .execute(tx)
    .then(({ rows }) => rows[0]!)

/** Opens a review of all that staff were given, but what lists bring: each list says anew who is on it. How many roles. */
export const openReview = async (
  tx: Tx,
  { schoolId, quarterOn, by, now, days }: { schoolId: string; quarterOn: string; by: string | null; now: Date; days: number },
): Promise<{ id: string; grants: number }> => {
  const id = uuidv7()
  const dueAt = new Date(now.getTime() + days * 86_400_000)
  await tx
    .insertInto('accessReview')
    .values({ schoolId, id, quarterOn, openedAt: now, openedBy: by, dueAt, remindedAt: null, closedAt: null })
    .execute()
  const { rows } = await sql<{ id: string; personId: string }>`
    select r.id, r.person_id from person_role r where r.school_id = ${schoolId} and r.role in ${staffRoles} and r.reason <> 'roster'
      and r.from_at <= now() and (r.until_at is null or r.until_at > now())`.execute(tx)
  const items = rows.map((role) => ({
    schoolId,
    id: uuidv7(),
    reviewId: id,
    personRoleId: role.id,
    personId: role.personId,
    listedAt: now,
  }))
  if (items.length > 0) await tx.insertInto('accessReviewItem').values(items).execute()
  return { id, grants: items.length }
}

/** The review that runs, else the last. */
export const lastReview = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('accessReview')
    .selectAll()
    .where('schoolId', '=', schoolId)
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst()

type Item = {
  id: string
  personId: string
  role: GivenRole
  why: (typeof grantReasons)[number] | null
  fromAt: Date
  untilAt: Date | null
  decision: Decision | null
  decidedBy: string | null
}
export const itemsOf = (tx: Tx, schoolId: string, reviewId: string) =>
  sql<Item>`
    select i.id, i.person_id, r.role, q.why, r.from_at, r.until_at, i.decision, i.decided_by
    from access_review_item i join person_role r on r.school_id = i.school_id and r.id = i.person_role_id
      left join grant_request q on q.school_id = r.school_id and q.id = r.grant_id
    where i.school_id = ${schoolId} and i.review_id = ${reviewId}`
    .execute(tx)
    .then(({ rows }) => rows)

/** Holds a review that runs; undefined when it is over. */
export const running = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('accessReview')
    .select(['id', 'dueAt'])
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .executeTakeFirst()

/** What is undecided of these and not about whoever decides. */
export const undecided = (tx: Tx, schoolId: string, reviewId: string, ids: readonly string[] | undefined, notOf: string) =>
  sql<{ id: string; personRoleId: string; personId: string; role: GivenRole; isLive: boolean }>`
    select i.id, i.person_role_id, i.person_id, r.role, (r.until_at is null or r.until_at > now()) as is_live
    from access_review_item i join person_role r on r.school_id = i.school_id and r.id = i.person_role_id
    where i.school_id = ${schoolId} and i.review_id = ${reviewId} and i.decision is null and i.person_id <> ${notOf}
      and (${ids === undefined} or i.id = any (${ids ?? []}::uuid[])) and (app.is_system() or app.may_give(r.role))
    order by i.id`
    .execute(tx)
    .then(({ rows }) => rows)

/** Writes a decision down, once. */
export const decideItem = (tx: Tx, schoolId: string, id: string, decision: Decision, by: string | null, at: Date) =>
  tx
    .updateTable('accessReviewItem')
    .set({ decision, decidedBy: by, decidedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('decision', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const closeReview = (tx: Tx, schoolId: string, id: string, at: Date) =>
  tx
    .updateTable('accessReview')
    .set({ closedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const reminded = (tx: Tx, schoolId: string, id: string, at: Date) =>
  tx
    .updateTable('accessReview')
    .set({ remindedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('remindedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** Those who lead the school or work in its office, and in which language to write to each. */
export const reviewers = (tx: Tx, schoolId: string) =>
  sql<{ id: string; sealed: Buffer; locale: Locale; school: string; slug: string }>`
    select p.id, p.sealed, coalesce(app.locale_of(p.id), s.locale) as locale, s.name as school, s.slug
    from person p join school s on s.school_id = p.school_id
    where p.school_id = ${schoolId} and not app.is_locked(p.school_id, p.id) and exists (select from person_role r
      where r.school_id = p.school_id and r.person_id = p.id and r.role in ('administrator', 'head', 'office') and r.from_at <= now() and (r.until_at is null or r.until_at > now()))`
    .execute(tx)
    .then(({ rows }) => rows)
