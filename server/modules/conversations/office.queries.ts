import type { Tx } from '#kernel/db.ts'

/** Says who of the office sees to it. */
export const assign = (tx: Tx, schoolId: string, id: string, personId: string | null) =>
  tx
    .updateTable('conversation')
    .set({ assignedTo: personId })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()

type State = { state: 'open' | 'closed'; closedBy: string | null; closedAt: Date | null }
/** Closes what is open, or opens what is closed; of two who do it at once one gets no row. */
export const setState = (tx: Tx, schoolId: string, id: string, to: State) =>
  tx
    .updateTable('conversation')
    .set(to)
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '<>', to.state)
    .returning('id')
    .executeTakeFirst()

type NewNote = {
  schoolId: string
  id: string
  conversationId: string
  pupilId: string
  authorId: string
  madeAt: Date
  language: string
  sealed: Buffer
}
export const insertNote = (tx: Tx, row: NewNote) => tx.insertInto('conversationNote').values(row).execute()
