import { sql } from 'kysely'
import type { Side, urgentReasons } from '#contract/conversations.ts'
import type { Tx } from '#kernel/db.ts'

export type Urgent = (typeof urgentReasons)[number]
const columns = [
  'id',
  'conversationId',
  'authorId',
  'side',
  'madeAt',
  'editedAt',
  'state',
  'withdrawnAt',
  'urgent',
  'version',
] as const

/** One message, if it exists for whoever asks. */
export const messageById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('message').select(columns).where('schoolId', '=', schoolId).where('id', '=', id).executeTakeFirst()
export type MessageRow = NonNullable<Awaited<ReturnType<typeof messageById>>>

/** The newest of a conversation, or those before one of them. */
export const messagesOf = (tx: Tx, schoolId: string, conversationId: string, most: number, before: string | undefined) =>
  tx
    .selectFrom('message')
    .select(columns)
    .where('schoolId', '=', schoolId)
    .where('conversationId', '=', conversationId)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(most)
    .execute()

/** What they say and said: of what may not be read there is no row. */
export const textsOf = (tx: Tx, schoolId: string, messageIds: readonly string[]) =>
  tx
    .selectFrom('messageText')
    .select(['id', 'messageId', 'number', 'language', 'writtenAt', 'sealed'])
    .where('schoolId', '=', schoolId)
    .where('messageId', '=', sql<string>`any (${messageIds}::uuid[])`)
    .orderBy('messageId')
    .orderBy('number')
    .execute()

/** What waits for a decision, and whose; nobody learns who reported it. */
export const waitingIn = (tx: Tx, conversationId: string) =>
  sql<{
    messageId: string
    actsId: string | null
    dueAt: Date
  }>`select message_id, acts_id, due_at from app.reports_in(${conversationId})`
    .execute(tx)
    .then(({ rows }) => rows)

type NewMessage = {
  schoolId: string
  id: string
  conversationId: string
  authorId: string
  side: Side
  urgent: Urgent | null
  now: Date
}
export const insertMessage = (tx: Tx, { now, ...row }: NewMessage) =>
  tx
    .insertInto('message')
    .values({ ...row, madeAt: now, editedAt: null, state: 'sent', withdrawnAt: null, version: 1 })
    .execute()

type NewText = {
  schoolId: string
  id: string
  messageId: string
  conversationId: string
  pupilId: string
  authorId: string
  number: number
  language: string
  writtenAt: Date
  sealed: Buffer
}
export const insertText = (tx: Tx, row: NewText) => tx.insertInto('messageText').values(row).execute()

/** Says it otherwise, if it still says what was read; of two who change it, one gets no row. */
export const edit = (tx: Tx, schoolId: string, id: string, version: number, at: Date) =>
  tx
    .updateTable('message')
    .set({ version: version + 1, editedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'sent')
    .returning('version')
    .executeTakeFirst()

/** Takes it back: its words go, now and before. */
export const withdraw = async (tx: Tx, schoolId: string, id: string, at: Date) => {
  const gone = await tx
    .updateTable('message')
    .set({ state: 'withdrawn', withdrawnAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .returning('id')
    .executeTakeFirst()
  if (gone) await tx.deleteFrom('messageText').where('schoolId', '=', schoolId).where('messageId', '=', id).execute()
  return gone
}
