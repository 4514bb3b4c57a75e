import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

export type Question = {
  id: string
  personId: string
  askedBy: string
  askedAt: Date
  reference: string
  readOn: string
  answeredAt: Date | null
  sealed: Buffer
}

type Asked = Omit<Question, 'answeredAt'> & { schoolId: string }

export const insertQuestion = (tx: Tx, row: Asked) =>
  tx
    .insertInto('readQuestion')
    .values({ ...row, answeredAt: null, answeredBy: null, version: 1 })
    .execute()

/** What somebody asked about a person's log. */
export const questionsOf = (tx: Tx, schoolId: string, personId: string, askedBy: string) =>
  tx
    .selectFrom('readQuestion')
    .where('schoolId', '=', schoolId)
    .where('personId', '=', personId)
    .where('askedBy', '=', askedBy)
    .selectAll()
    .orderBy('askedAt', 'desc')
    .limit(100)
    .execute()

/** What the school was asked: what waits comes first, the oldest of it at the top. */
export const questions = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('readQuestion')
    .where('schoolId', '=', schoolId)
    .selectAll()
    .orderBy('answeredAt', (order) => order.desc().nullsFirst())
    .orderBy('askedAt')
    .limit(200)
    .execute()

/** One question, held until the transaction ends: of two answers the second finds the first. */
export const waitingQuestion = (tx: Tx, schoolId: string, id: string) =>
  sql<Question>`select * from read_question where school_id = ${schoolId} and id = ${id} and answered_at is null for update`
    .execute(tx)
    .then(({ rows }) => rows[0])

type Answered = { schoolId: string; id: string; by: string; at: Date; sealed: Buffer }

export const answer = (tx: Tx, { schoolId, id, by, at, sealed }: Answered) =>
  tx
    .updateTable('readQuestion')
    .set((set) => ({ answeredBy: by, answeredAt: at, sealed, version: set('version', '+', 1) }))
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .execute()
