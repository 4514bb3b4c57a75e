import { sql } from 'kysely'
import type { NoticeCounts, Stands } from '#contract/notices.ts'
import type { Tx } from '#kernel/db.ts'
import type { NoticeRow } from './notices.queries.ts'

export type MineRow = NoticeRow & {
  stands: Stands[]
  children: string[]
  seenAt: Date | null
  confirmedAt: Date | null
}

/** What was announced to the reader since a day, and not in a year that is over, the newest first, with how they belong and whether they have seen it. */
export const myNotices = (tx: Tx, since: Date, most: number) =>
  sql<MineRow>`
    select n.id, n.school_year_id, n.author_id, n.kind, n.reason, n.impact, n.state, n.language, n.asks, n.publish_at, n.published_at, n.edited_at,
      n.withdrawn_at, n.withdrawn_by, n.effective_from, n.effective_until, n.listed_at, n.reminded_at, n.places, n.version,
      m.stands, m.children, r.seen_at, coalesce(r.confirmed_at, k.noted_at) as confirmed_at
    from app.my_notices(${since}::timestamptz) m join notice n on n.school_id = app.school_id() and n.id = m.notice_id
      left join notice_receipt r on r.school_id = n.school_id and r.notice_id = n.id and r.person_id = app.person_id()
      left join notice_paper k on k.school_id = n.school_id and k.notice_id = n.id and k.person_id = app.person_id() and not k.is_family
    where m.open_at >= (select app.history_until()) or not app.is_past_notice(n.published_at, n.effective_from, n.effective_until)
    order by m.open_at desc, n.id desc limit ${most}`
    .execute(tx)
    .then(({ rows }) => rows)

/** How the reader belongs to those whom a notice stands before; nothing: not at all. */
export const myStands = (tx: Tx, noticeId: string) =>
  sql<{ stands: Stands }>`select m.stands from app.my_stands(${noticeId}) as m (stands)`
    .execute(tx)
    .then(({ rows }) => rows.map(({ stands }) => stands))

export const myReceipt = (tx: Tx, noticeId: string) =>
  tx
    .selectFrom('noticeReceipt')
    .select(['seenAt', 'confirmedAt'])
    .where('schoolId', '=', sql<string>`app.school_id()`)
    .where('personId', '=', sql<string>`app.person_id()`)
    .where('noticeId', '=', noticeId)
    .executeTakeFirst()

type Receipt = { schoolId: string; noticeId: string; personId: string; seenAt: Date }
/** Once: of two devices that say so, one gets no row. */
export const insertSight = async (tx: Tx, row: Receipt) =>
  (
    await tx
      .insertInto('noticeReceipt')
      .values({ ...row, confirmedAt: null })
      .onConflict((conflict) => conflict.columns(['schoolId', 'noticeId', 'personId']).doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n

/** Once; who confirms has seen it. */
export const insertConfirmation = async (tx: Tx, row: Receipt) => {
  const { rows } = await sql`
    insert into notice_receipt (school_id, notice_id, person_id, seen_at, confirmed_at)
    values (${row.schoolId}, ${row.noticeId}, ${row.personId}, ${row.seenAt}, ${row.seenAt})
    on conflict (school_id, notice_id, person_id) do update set confirmed_at = excluded.confirmed_at where notice_receipt.confirmed_at is null
    returning 1`.execute(tx)
  return rows.length === 1
}

/** How many are how far, of some notices that the reader may follow. */
export const countsOf = async (tx: Tx, noticeIds: readonly string[]): Promise<Map<string, NoticeCounts>> => {
  const { rows } = await sql<NoticeCounts & { id: string }>`
    select w.id, count(p.state)::int as people, count(*) filter (where p.state = 'confirmed')::int as confirmed, count(*) filter (where p.state = 'seen')::int as seen,
      count(*) filter (where p.state = 'unseen')::int as unseen, count(*) filter (where p.state = 'unreached')::int as unreached
    from unnest(${noticeIds}::uuid[]) as w (id) left join lateral app.notice_progress(w.id) p on true group by w.id`.execute(tx)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

export type ProgressRow = {
  personId: string
  isFamily: boolean
  stands: Stands
  children: string[]
  state: 'seen' | 'unseen' | 'unreached'
}

/** Those of whom something is still waited for: a confirmation where one is asked, else that they have seen it. */
export const waitingFor = (tx: Tx, { id, asks }: Pick<NoticeRow, 'id' | 'asks'>) =>
  sql<ProgressRow>`select p.person_id, p.is_family, p.stands, p.children, p.state from app.notice_progress(${id}) p
    where p.state <> 'confirmed' and (${asks.length > 0} or p.state <> 'seen')`
    .execute(tx)
    .then(({ rows }) => rows)

/** Sealed names of people who exist for the reader. */
export const peopleNamed = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('person')
    .select(['id', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute()

/** Whom to call for these pupils, as far as the reader may know. */
export const contactsOf = (tx: Tx, schoolId: string, pupilIds: readonly string[]) =>
  tx
    .selectFrom('emergencyContact')
    .select(['id', 'pupilId', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('pupilId', '=', sql<string>`any (${pupilIds}::uuid[])`)
    .orderBy('place')
    .orderBy('madeAt')
    .execute()

export type DeliveryRow = { minute: Date | null; channel: 'mail' | 'device' | 'none'; count: number }
/** By which ways a notice went out in which minute, and to how many by none. */
export const deliveriesOf = (tx: Tx, noticeId: string) =>
  sql<DeliveryRow>`select minute, channel, count from app.notice_deliveries(${noticeId})`.execute(tx).then(({ rows }) => rows)

/** The language of the reader's account, else the school's. */
export const myLanguage = (tx: Tx) =>
  sql<{
    locale: string
  }>`select coalesce(app.locale_of(app.person_id()), s.locale) as locale from school s where s.school_id = app.school_id()`
    .execute(tx)
    .then(({ rows }) => rows[0]?.locale ?? 'en')

/** How the reader stands to a notice that was published, and whether it is of a year that is over. */
export const standing = (tx: Tx, noticeId: string) =>
  sql<{ isOffice: boolean; follows: boolean; isPast: boolean }>`
    select app.is_a('administrator', 'head', 'office') as is_office, app.follows_notice(${noticeId}) as follows,
      exists (select from notice n where n.school_id = app.school_id() and n.id = ${noticeId} and app.is_past_notice(n.published_at, n.effective_from, n.effective_until)) as is_past`
    .execute(tx)
    .then(({ rows }) => rows[0] ?? { isOffice: false, follows: false, isPast: false })

/** The audience of everybody in the school, for facts about lists of people. */
export const wholeSchool = (tx: Tx, schoolId: string) =>
  tx.selectFrom('audience').select('id').where('schoolId', '=', schoolId).where('kind', '=', 'school').executeTakeFirstOrThrow()
