import { sql } from 'kysely'
import type { CalendarAnswer } from '#contract/calendar.ts'
import type { PlaceKind } from '#contract/posts.ts'
import type { Tx } from '#kernel/db.ts'

/** Days and times where the school is. */
export type When = { fromOn: string; toOn: string; fromTime: string | null; toTime: string | null }
type Entered = When & {
  schoolId: string
  id: string
  schoolYearId: string
  audienceId: string
  authorId: string
  asksReply: boolean
  createdAt: Date
  sealed: Buffer
}

export const insertEntry = (tx: Tx, row: Entered) =>
  tx
    .insertInto('calendarEntry')
    .values({ ...row, state: 'planned', changedAt: row.createdAt, cancelledAt: null, cancelledBy: null, version: 1 })
    .execute()

const columns = [
  ...(['id', 'schoolYearId', 'audienceId', 'authorId', 'state', 'fromOn', 'toOn', 'fromTime', 'toTime', 'asksReply'] as const),
  ...(['createdAt', 'changedAt', 'cancelledAt', 'cancelledBy', 'sealed', 'version'] as const),
] as const

export const entryById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('calendarEntry').select(columns).where('schoolId', '=', schoolId).where('id', '=', id).executeTakeFirst()
export type EntryRow = NonNullable<Awaited<ReturnType<typeof entryById>>>

type Asked = { from: string; to: string; audiences: readonly string[]; authorId: string | null }

/** So many of one person's days are shown at most; nobody has more in a year. */
const MOST = 2_000

/** What is entered for some audiences in some days, and what one entered oneself. */
export const entriesIn = (tx: Tx, schoolId: string, { from, to, audiences, authorId }: Asked) =>
  tx
    .selectFrom('calendarEntry')
    .select(columns)
    .where('schoolId', '=', schoolId)
    .where('fromOn', '<=', to)
    .where('toOn', '>=', from)
    .where((where) =>
      where.or([
        where('audienceId', '=', sql<string>`any (${audiences}::uuid[])`),
        ...(authorId ? [where('authorId', '=', authorId)] : []),
      ]),
    )
    .orderBy('fromOn')
    .orderBy(sql`from_time nulls first`)
    .orderBy('id')
    .limit(MOST)
    .execute()

/** Before whom a planned entry stands, and in how many seconds people are reminded of it; none, where it is another by now. */
export const reminderOf = (tx: Tx, id: string, version: number, now: Date) =>
  sql<{
    audienceId: string
    inSeconds: number
  }>`select audience_id, in_seconds from app.entry_reminder(${id}, ${version}, ${now})`
    .execute(tx)
    .then(({ rows }) => rows[0])

type Changed = When & { asksReply: boolean; sealed: Buffer; changedAt: Date }

/** Changes an entry that is still as it was read; of two who change it, one gets no row. */
export const changeEntry = (tx: Tx, schoolId: string, id: string, version: number, to: Changed) =>
  tx
    .updateTable('calendarEntry')
    .set({ ...to, version: version + 1 })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'planned')
    .returning(['id', 'version'])
    .executeTakeFirst()

export const cancelEntry = (tx: Tx, schoolId: string, id: string, by: string, at: Date) =>
  tx
    .updateTable('calendarEntry')
    .set({ state: 'cancelled', cancelledAt: at, cancelledBy: by, changedAt: at, version: sql<number>`version + 1` })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .returning(['id', 'audienceId'])
    .executeTakeFirst()

type Kept = When & {
  schoolId: string
  id: string
  entryId: string
  number: number
  writtenBy: string | null
  replacedAt: Date
  sealed: Buffer
}
export const keepVersion = (tx: Tx, row: Kept) => tx.insertInto('calendarVersion').values(row).execute()

export const versionsOf = (tx: Tx, schoolId: string, entryId: string) =>
  tx
    .selectFrom('calendarVersion')
    .select(['id', 'number', 'writtenBy', 'replacedAt', 'fromOn', 'toOn', 'fromTime', 'toTime', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('entryId', '=', entryId)
    .orderBy('number', 'desc')
    .limit(100)
    .execute()

/** Where the reader stands: with what a place is called, and by which children. `also`: a place that those who run the school look into. */
export const placesOf = (tx: Tx, also: string | null) =>
  sql<{ id: string; kind: PlaceKind; targetId: string; sealed: Buffer | null; children: string[] }>`
    select id, kind, target_id, sealed, children from app.my_places(${also})`
    .execute(tx)
    .then(({ rows }) => rows)

/** Those among these audiences that the reader may speak to. */
export const voicesAmong = (tx: Tx, audiences: readonly string[]) =>
  sql<{ id: string }>`select v.id from app.my_voices() as v (id) where v.id = any (${audiences}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows.map(({ id }) => id))

/** For whom the reader may answer, and what was said. */
export const answersOf = (tx: Tx, schoolId: string, entries: readonly string[]) =>
  sql<{ entryId: string; pupilId: string; mayAnswer: boolean; answer: CalendarAnswer | null }>`
    select a.entry_id, a.pupil_id, a.may_answer, r.answer from app.answers_for(${entries}::uuid[]) a
      left join calendar_reply r on r.school_id = ${schoolId} and r.entry_id = a.entry_id and r.pupil_id = a.pupil_id`
    .execute(tx)
    .then(({ rows }) => rows)

export const countsOf = (tx: Tx, entries: readonly string[]) =>
  sql<{ entryId: string; yes: number; no: number; perhaps: number; waiting: number }>`
    select entry_id, yes, no, perhaps, waiting from app.calendar_counts(${entries}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

type Reply = {
  schoolId: string
  id: string
  entryId: string
  pupilId: string
  answer: CalendarAnswer
  answeredBy: string
  answeredAt: Date
}
/** Answers, or answers anew: of two who answer at once the last one stands. */
export const reply = (tx: Tx, { answer, answeredBy, answeredAt, ...row }: Reply) =>
  tx
    .insertInto('calendarReply')
    .values({ ...row, answer, answeredBy, answeredAt })
    .onConflict((conflict) =>
      conflict.columns(['schoolId', 'entryId', 'pupilId']).doUpdateSet({ answer, answeredBy, answeredAt }),
    )
    .execute()

/** Whether something has ended where the school is. */
export const isOver = async (tx: Tx, { toOn, toTime }: Pick<When, 'toOn' | 'toTime'>, timeZone: string, now: Date) => {
  const { rows } = await sql<{ over: boolean }>`
    select (case when ${toTime}::time is null then ${toOn}::date + 1 else ${toOn}::date + ${toTime}::time end) at time zone ${timeZone} <= ${now} as over`.execute(
    tx,
  )
  return rows[0]?.over === true
}

/** When each of some entries was last another. */
export const changedAt = async (tx: Tx, schoolId: string, ids: readonly string[]) => {
  const rows = await tx
    .selectFrom('calendarEntry')
    .select(['id', 'changedAt'])
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.changedAt]))
}
