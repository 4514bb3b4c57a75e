import { sql } from 'kysely'
import type { Line, Side } from '#contract/conversations.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'

export type ConversationRow = {
  id: string
  line: Line
  pupilId: string
  classId: string | null
  groupId: string | null
  teacherId: string | null
  begunSide: Side
  state: 'open' | 'closed'
  assignedTo: string | null
  lastAt: Date
  sealed: Buffer
  schoolYearId: string
  isFamily: boolean
  isSchool: boolean
  mayWrite: boolean
  unread: number
  labelSealed: Buffer | null
}

/** Of a conversation, how many messages of the others whoever asks has not read; of years that are over nothing waits to be. */
const unread = sql`(select count(*) from message m where m.school_id = c.school_id and m.conversation_id = c.id and m.state = 'sent' and m.id > coalesce(r.message_id, ${nobody}::uuid)
    and m.made_at >= (select app.history_until())
    and case when s.is_family then m.author_id is distinct from app.person_id() else s.is_school and m.side = 'family' end)`
const columns = sql`c.id, c.line, c.pupil_id, c.class_id, c.group_id, c.teacher_id, c.begun_side, c.state, c.assigned_to, c.last_at, c.sealed, c.school_year_id, l.sealed as label_sealed,
  coalesce(s.is_family, false) as is_family, coalesce(s.is_school, false) as is_school,
  case case when s.is_family then w.family_may when s.is_school then w.school_may end when 'begin' then true
    when 'answer' then c.begun_side <> case when s.is_family then 'family' else 'school' end else false end as may_write,
  ${unread}::int as unread`
const from = sql`conversation c
  left join app.my_sides() s on s.conversation_id = c.id
  left join app.writing_rules_now() w on w.line = c.line
  left join conversation_reading r on r.school_id = c.school_id and r.conversation_id = c.id and r.person_id = app.person_id()
  left join class l on l.school_id = c.school_id and l.id = c.class_id`

/** What comes to the office and is open, or was closed; and everything else that one takes part in. */
const boxes = {
  mine: sql`(s.is_family or (s.is_school and c.line not like 'office%'))`,
  office: sql`(s.is_school and not s.is_family and c.line like 'office%' and c.state = 'open')`,
  closed: sql`(s.is_school and not s.is_family and c.line like 'office%' and c.state = 'closed')`,
} as const
export type Box = keyof typeof boxes

/** One's conversations, the last first. */
export const conversationsIn = (tx: Tx, schoolId: string, box: Box, most: number, before: Date | undefined) =>
  sql<ConversationRow>`select ${columns} from ${from}
    where c.school_id = ${schoolId} and ${boxes[box]} and (${before ?? null}::timestamptz is null or c.last_at < ${before ?? null}) order by c.last_at desc, c.id desc limit ${most}`
    .execute(tx)
    .then(({ rows }) => rows)

/** One conversation, if it exists for whoever asks. */
export const conversationById = (tx: Tx, schoolId: string, id: string) =>
  sql<ConversationRow>`select ${columns} from ${from} where c.school_id = ${schoolId} and c.id = ${id}`
    .execute(tx)
    .then(({ rows }) => rows[0])

export type Met = {
  conversationId: string
  personId: string
  stands: 'pupil' | 'family' | 'school' | 'teacher' | 'office' | 'overseer'
  sealed: Buffer | null
}
/** Everyone who stands in these conversations, with the sealed names that the reader may know. */
export const namesIn = (tx: Tx, ids: readonly string[]) =>
  sql<Met>`select conversation_id, person_id, stands, sealed from app.names_in(${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** What the groups are called that these conversations are with. */
export const groupsIn = (tx: Tx, ids: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`select id, sealed from app.groups_in(${ids}::uuid[])`.execute(tx).then(({ rows }) => rows)

/** Everyone who can read a conversation now. */
export const readersOf = (tx: Tx, id: string) =>
  sql<Met>`select ${id}::uuid as conversation_id, person_id, stands, sealed from app.conversation_readers(${id})`
    .execute(tx)
    .then(({ rows }) => rows)

/** Who goes on in it since a hand-over, from which day, and for how long. */
export const goesOnWith = (tx: Tx, id: string) =>
  sql<{
    id: string
    sealed: Buffer
    fromOn: string
    untilOn: string | null
  }>`select person_id as id, sealed, from_on::text, until_on::text from app.goes_on_with(${id})`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** Whom of the family it is with; for the family, oneself. */
export const membersOf = (tx: Tx, schoolId: string, conversationId: string) =>
  tx
    .selectFrom('conversationMember')
    .select('personId')
    .where('schoolId', '=', schoolId)
    .where('conversationId', '=', conversationId)
    .orderBy('personId')
    .execute()
    .then((rows) => rows.map(({ personId }) => personId))

export const readingsOf = (tx: Tx, id: string, now: Date) =>
  sql<{ personId: string; messageId: string; readAt: Date }>`
    select person_id, message_id, read_at from app.readings_of(array[${id}::uuid], ${now}) order by read_at`
    .execute(tx)
    .then(({ rows }) => rows)

export const notesOf = (tx: Tx, schoolId: string, conversationId: string) =>
  tx
    .selectFrom('conversationNote')
    .select(['id', 'authorId', 'madeAt', 'language', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('conversationId', '=', conversationId)
    .orderBy('id')
    .limit(200)
    .execute()

/** How many reports whoever asks is to decide. */
const reports = sql`(select count(*) from message_report r where r.school_id = app.school_id() and r.decided_at is null and (r.acts_id = app.person_id() or r.overdue_at is not null)
      and app.is_a('administrator', 'head', 'office', 'dpo'))`

type Standing = { begin: boolean; office: boolean; report: number; showsReading: boolean }
/** What one may do here at all. */
export const standing = async (tx: Tx): Promise<Standing> => {
  const { rows } = await sql<Standing>`select
    exists (select from app.writing_rules_now() w where (w.school_may = 'begin' and case when w.line like 'office%' then app.is_a('administrator', 'head', 'office')
        else app.is_a('teacher', 'substitute') end)
      or (w.family_may = 'begin' and case when w.line like '%guardian' then exists (select app.my_children_for('message')) else app.is_a('pupil') end)) as begin,
    app.is_a('administrator', 'head', 'office') as office,
    ${reports}::int as report,
    not exists (select from reading_choice o where o.school_id = app.school_id() and o.person_id = app.person_id() and not o.is_shown) as shows_reading`.execute(
    tx,
  )
  return rows[0] ?? { begin: false, office: false, report: 0, showsReading: true }
}

/** What waits for whoever asks: in conversations that they take part in, and of the office’s in those that are open. */
export const waiting = (tx: Tx, schoolId: string) =>
  sql<{ unread: number; reports: number }>`select
      coalesce((select sum(${unread}) from conversation c join app.my_sides() s on s.conversation_id = c.id
        left join conversation_reading r on r.school_id = c.school_id and r.conversation_id = c.id and r.person_id = app.person_id()
        where c.school_id = ${schoolId} and (${boxes.mine} or ${boxes.office})), 0)::int as unread, ${reports}::int as reports`
    .execute(tx)
    .then(({ rows }) => rows[0] ?? { unread: 0, reports: 0 })

type NewConversation = {
  schoolId: string
  id: string
  schoolYearId: string
  line: Line
  pupilId: string
  classId: string | null
  groupId: string | null
  teacherId: string | null
  roundId: string | null
  begunBy: string
  begunSide: Side
  sealed: Buffer
  now: Date
}
/** A conversation, and whom of the family it is with. */
export const insertConversation = async (tx: Tx, { now, ...row }: NewConversation, members: readonly string[]) => {
  await tx
    .insertInto('conversation')
    .values({ ...row, begunAt: now, lastAt: now, state: 'open', assignedTo: null, closedBy: null, closedAt: null })
    .execute()
  await tx
    .insertInto('conversationMember')
    .values(members.map((personId) => ({ schoolId: row.schoolId, id: uuidv7(), conversationId: row.id, personId })))
    .execute()
}

/** Something was said: it stands first, and is open. */
export const moveUp = (tx: Tx, schoolId: string, id: string, at: Date) =>
  tx
    .updateTable('conversation')
    .set({ lastAt: at, state: 'open', closedBy: null, closedAt: null })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .execute()

/** Notes how far one has read; never back. */
export const readUpTo = async (
  tx: Tx,
  row: { schoolId: string; conversationId: string; personId: string; messageId: string; readAt: Date; shownAt: Date },
) => {
  const { messageId, readAt, shownAt } = row
  const { numInsertedOrUpdatedRows: rows = 0n } = await tx
    .insertInto('conversationReading')
    .values(row)
    .onConflict((own) =>
      own
        .columns(['schoolId', 'conversationId', 'personId'])
        .doUpdateSet({ messageId, readAt, shownAt })
        .where('conversationReading.messageId', '<', messageId),
    )
    .executeTakeFirst()
  return rows > 0n
}

export const setShown = (tx: Tx, schoolId: string, personId: string, isShown: boolean) =>
  tx
    .insertInto('readingChoice')
    .values({ schoolId, personId, isShown })
    .onConflict((own) => own.columns(['schoolId', 'personId']).doUpdateSet({ isShown }))
    .execute()
