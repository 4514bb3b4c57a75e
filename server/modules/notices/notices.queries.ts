import { sql } from 'kysely'
import type { Impact, NoticeKind, NoticePlaceShown, Stands, UrgentReason } from '#contract/notices.ts'
import type { Tx } from '#kernel/db.ts'

type State = 'draft' | 'scheduled' | 'published' | 'withdrawn'
export type NewNotice = {
  schoolId: string
  id: string
  schoolYearId: string
  authorId: string | null
  kind: NoticeKind
  reason: UrgentReason | null
  impact: Impact | null
  announcement: Buffer | null
  state: State
  language: string
  asks: Stands[]
  publishAt: Date | null
  publishedAt: Date | null
  effectiveFrom: Date | null
  effectiveUntil: Date | null
  createdAt: Date
}

/** A new notice, and where it stands or is to stand. False: what an operator announced is there already. */
export const insertNotice = async (tx: Tx, row: NewNotice, audiences: readonly string[]): Promise<boolean> => {
  const rest = { editedAt: null, withdrawnAt: null, withdrawnBy: null, listedAt: null, remindedAt: null, version: 1 }
  const inserting = tx.insertInto('notice').values({ ...row, ...rest, places: audiences.length })
  // Where a row may be there already the wall asks whether its writer could see it, and what stands in no place yet nobody does.
  const asAnnounced = inserting.onConflict((conflict) => conflict.columns(['schoolId', 'announcement']).doNothing())
  const inserted = await (row.announcement ? asAnnounced : inserting).executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false
  const places = audiences.map((audienceId) => ({
    ...{ schoolId: row.schoolId, noticeId: row.id, audienceId, openAt: row.publishedAt },
  }))
  await tx.insertInto('noticeAudience').values(places).execute()
  return true
}

const columns = [
  ...(['id', 'schoolYearId', 'authorId', 'kind', 'reason', 'impact', 'state', 'language', 'publishAt'] as const),
  ...(['publishedAt', 'editedAt', 'withdrawnAt', 'withdrawnBy', 'effectiveFrom', 'effectiveUntil'] as const),
  ...(['listedAt', 'remindedAt', 'places', 'version'] as const),
] as const

const asks = sql<Stands[]>`notice.asks`.as('asks')

/** One notice, if it exists for whoever asks. */
export const noticeById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('notice').select(columns).select(asks).where('schoolId', '=', schoolId).where('id', '=', id).executeTakeFirst()
export type NoticeRow = NonNullable<Awaited<ReturnType<typeof noticeById>>>

/** One's own, whatever state they are in, and, for those who run the school, all that were published; the newest first. */
export const written = (tx: Tx, schoolId: string, authorId: string) =>
  tx
    .selectFrom('notice')
    .select(columns)
    .select(asks)
    .select(
      sql<boolean>`app.follows_notice(notice.id) and notice.published_at is not null and not app.is_past_notice(notice.published_at, notice.effective_from, notice.effective_until)`.as(
        'isFollowed',
      ),
    )
    .where('schoolId', '=', schoolId)
    .where((where) =>
      where.or([where('authorId', '=', authorId), sql<boolean>`(select app.is_a('administrator', 'head', 'office'))`]),
    )
    .where((where) => where.or([where('publishedAt', 'is not', null), where('state', '<>', 'withdrawn')]))
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export type PlaceRow = { id: string; kind: NoticePlaceShown['kind']; targetId: string; sealed: Buffer | null }

/** Before whom a notice stands, as far as the reader may see it. */
export const placesOf = (tx: Tx, schoolId: string, noticeId: string) =>
  sql<PlaceRow>`
    select a.id, a.kind, a.target_id, coalesce(c.sealed, t.sealed) as sealed
    from notice_audience n join audience a on a.school_id = n.school_id and a.id = n.audience_id
      left join class c on c.school_id = a.school_id and a.kind = 'class' and c.id = a.target_id
      left join teaching_group t on t.school_id = a.school_id and a.kind = 'group' and t.id = a.target_id
    where n.school_id = ${schoolId} and n.notice_id = ${noticeId}`
    .execute(tx)
    .then(({ rows }) => rows)

/** Before whom some notices stand that were published. */
export const openPlaces = (tx: Tx, schoolId: string, noticeIds: readonly string[]) =>
  tx
    .selectFrom('noticeAudience')
    .select(['noticeId', 'audienceId'])
    .where('schoolId', '=', schoolId)
    .where('noticeId', 'in', noticeIds)
    .where('openAt', 'is not', null)
    .execute()

/** Where the reader may announce something; classes and groups of a year that is over are no place any more. */
export const voices = (tx: Tx, schoolId: string) =>
  sql<PlaceRow>`
    select a.id, a.kind, a.target_id, coalesce(c.sealed, t.sealed) as sealed from audience a
      left join class c on c.school_id = a.school_id and a.kind = 'class' and c.id = a.target_id
      left join teaching_group t on t.school_id = a.school_id and a.kind = 'group' and t.id = a.target_id
      left join school_year y on y.school_id = a.school_id and y.id = coalesce(c.school_year_id, t.school_year_id)
    where a.school_id = ${schoolId} and a.id = any (array(select app.notice_voices_of(app.person_id())))
      and (a.kind not in ('class', 'group') or y.to_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => rows)

/** Of these audiences, those that a person may announce something to; and whether they may say that it is urgent. */
export const voicesAmong = async (tx: Tx, personId: string | null, audiences: readonly string[]) => {
  const { rows } = await sql<{ count: number; mayAlarm: boolean }>`
    select count(*)::int as count, app.may_alarm(${personId}) as may_alarm from app.notice_voices_of(${personId}) as v (id)
    where v.id = any (${audiences}::uuid[])`.execute(tx)
  return rows[0] ?? { count: 0, mayAlarm: false }
}

const one = (tx: Tx, schoolId: string, id: string) =>
  tx.updateTable('notice').where('schoolId', '=', schoolId).where('id', '=', id)

type Hour = { state: 'draft' | 'scheduled' | 'published'; publishAt: Date | null; publishedAt: Date | null }
/** Moves a notice that nobody has seen yet; one that was published stays so. It stands in its places first: else its own author would not see it. */
export const setHour = async (tx: Tx, schoolId: string, id: string, to: Hour, dueBy?: Date) => {
  if (to.publishedAt)
    await tx
      .updateTable('noticeAudience')
      .set({ openAt: to.publishedAt })
      .where('schoolId', '=', schoolId)
      .where('noticeId', '=', id)
      .where('openAt', 'is', null)
      .execute()
  return one(tx, schoolId, id)
    .where('state', 'in', dueBy ? ['scheduled'] : ['draft', 'scheduled'])
    .$if(dueBy !== undefined, (query) => query.where('publishAt', '<=', dueBy ?? null))
    .set(to)
    .returning('id')
    .executeTakeFirst()
}

type Correction = Pick<NewNotice, 'language' | 'asks' | 'effectiveFrom' | 'effectiveUntil'> & { editedAt: Date | null }
/** Corrects a notice that is still as it was read; of two who correct it, one gets no row. */
export const correct = (tx: Tx, schoolId: string, id: string, version: number, to: Correction) =>
  one(tx, schoolId, id)
    .where('version', '=', version)
    .where('state', '<>', 'withdrawn')
    .set({ ...to, version: version + 1 })
    .returning('version')
    .executeTakeFirst()

export const withdraw = (tx: Tx, schoolId: string, id: string, by: string, at: Date) =>
  one(tx, schoolId, id)
    .where('state', '<>', 'withdrawn')
    .set({ state: 'withdrawn', withdrawnAt: at, withdrawnBy: by, publishAt: null, version: sql<number>`version + 1` })
    .returning('id')
    .executeTakeFirst()

/** Notes that those who have not answered are told again; nobody is told twice within an hour. */
export const remind = (tx: Tx, schoolId: string, id: string, at: Date) =>
  one(tx, schoolId, id)
    .where('state', '=', 'published')
    .where((where) => where.or([where('remindedAt', 'is', null), where('remindedAt', '<=', new Date(at.getTime() - 3_600_000))]))
    .set({ remindedAt: at })
    .returning('id')
    .executeTakeFirst()

/** Puts a notice on the office's list of those that have not reached everybody. */
export const putOnList = (tx: Tx, schoolId: string, id: string, at: Date) =>
  one(tx, schoolId, id)
    .where('state', '=', 'published')
    .where('listedAt', 'is', null)
    .set({ listedAt: at })
    .returning('id')
    .executeTakeFirst()

/** How often something was urgent in the school year of a day, and whether the reader may call something so. */
export const urgency = (tx: Tx, at: Date) =>
  sql<{
    count: number
    may: boolean
  }>`select app.urgent_this_year(${at}::timestamptz::date) as count, app.may_alarm(app.person_id()) as may`
    .execute(tx)
    .then(({ rows }) => rows[0] ?? { count: 0, may: false })

/** The audience of everybody in one role, or in the school. */
export const audienceOf = (tx: Tx, schoolId: string, kind: 'school' | 'staff') =>
  tx
    .selectFrom('audience')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
    .then(({ id }) => id)
