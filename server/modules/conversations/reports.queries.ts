import { sql } from 'kysely'
import type { overseers, reportReasons, reportVerdicts } from '#contract/message-reports.ts'
import type { Tx } from '#kernel/db.ts'
import type { Rule } from './partners.queries.ts'

type Why = (typeof reportReasons)[number]
type Verdict = (typeof reportVerdicts)[number]

/** Who decides about a message, and within how many days. */
export const whoActs = (tx: Tx, messageId: string) =>
  sql<{ personId: string; days: number }>`select person_id, days from app.who_acts(${messageId})`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** Hides a message that is there to be read; of two who report it, one gets no row. */
export const hide = (tx: Tx, schoolId: string, id: string) =>
  tx
    .updateTable('message')
    .set({ state: 'hidden' })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .returning('id')
    .executeTakeFirst()

export const showAgain = (tx: Tx, schoolId: string, id: string) =>
  tx
    .updateTable('message')
    .set({ state: 'sent' })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'hidden')
    .returning('id')
    .executeTakeFirst()

type NewReport = {
  schoolId: string
  id: string
  messageId: string
  conversationId: string
  reportedBy: string
  why: Why
  madeAt: Date
  actsId: string | null
  dueAt: Date
}
export const insertReport = (tx: Tx, row: NewReport) =>
  tx
    .insertInto('messageReport')
    .values({ ...row, overdueAt: null, decidedAt: null, decidedBy: null, verdict: null })
    .execute()

const columns = [
  'id',
  'messageId',
  'conversationId',
  'reportedBy',
  'why',
  'madeAt',
  'actsId',
  'dueAt',
  'overdueAt',
  'decidedAt',
  'decidedBy',
  'verdict',
] as const
/** The reports that one may see, those that wait first. */
export const reports = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('messageReport')
    .select(columns)
    .select(sql<boolean>`app.decides_on(message_id)`.as('mayDecide'))
    .where('schoolId', '=', schoolId)
    .orderBy(sql`decided_at is null`, 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
export const reportById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('messageReport').select(columns).where('schoolId', '=', schoolId).where('id', '=', id).executeTakeFirst()

/** Decides, once. */
export const decide = (tx: Tx, schoolId: string, id: string, to: { decidedAt: Date; decidedBy: string; verdict: Verdict }) =>
  tx
    .updateTable('messageReport')
    .set(to)
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('decidedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** Says that it has waited too long. */
export const overdue = (tx: Tx, schoolId: string, id: string, at: Date) =>
  tx
    .updateTable('messageReport')
    .set({ overdueAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('decidedAt', 'is', null)
    .where('overdueAt', 'is', null)
    .where('dueAt', '<=', at)
    .returning('id')
    .executeTakeFirst()

/** Those who could be named to decide. */
export const staff = (tx: Tx, schoolId: string) =>
  sql<{
    id: string
    sealed: Buffer
  }>`select p.id, p.sealed from person p where p.school_id = ${schoolId} and exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id
    and r.role in ('administrator', 'head', 'office', 'dpo') and r.from_at <= now() and (r.until_at is null or r.until_at > now())) and not app.is_locked(p.school_id, p.id)`
    .execute(tx)
    .then(({ rows }) => rows)

/** The conversations about a pupil that one may look into. */
export const overseen = (tx: Tx, schoolId: string, pupilId: string) =>
  tx
    .selectFrom('conversation')
    .select(['id', 'line', 'lastAt', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('pupilId', '=', pupilId)
    .where('id', '=', sql<string>`any (array(select app.overseen_conversations()))`)
    .orderBy('lastAt', 'desc')
    .limit(200)
    .execute()

type Ruled = Omit<Rule, 'version' | 'readBy'> & {
  readBy: readonly (typeof overseers)[number][]
  schoolId: string
  setBy: string
  setAt: Date
}
/** Changes a line of the table that is still as it was read; of two who change it, one gets no row. */
export const setRule = async (tx: Tx, version: number, { schoolId, line, readBy, ...rule }: Ruled) => {
  const to = { ...rule, readBy: [...readBy], version: version + 1 }
  if (version === 0)
    return tx
      .insertInto('writingRule')
      .values({ schoolId, line, ...to })
      .onConflict((there) => there.columns(['schoolId', 'line']).doNothing())
      .returning('version')
      .executeTakeFirst()
  return tx
    .updateTable('writingRule')
    .set(to)
    .where('schoolId', '=', schoolId)
    .where('line', '=', line)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
}
