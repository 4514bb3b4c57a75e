import { sql } from 'kysely'
import type { ListAsked, ListedRow, Lists } from '#kernel/lists.ts'

const cases = ({ tx, schoolId, rows }: ListAsked) =>
  sql<ListedRow>`select id, array_remove(array[pupil_id, reader_id], null) as people from curiosity_case
    where school_id = ${schoolId} and id = any (${rows}::uuid[])`
    .execute(tx)
    .then((found) => found.rows)

const questions = ({ tx, schoolId, rows }: ListAsked) =>
  sql<ListedRow>`select id, array[person_id, asked_by] as people from read_question
    where school_id = ${schoolId} and id = any (${rows}::uuid[])`
    .execute(tx)
    .then((found) => found.rows)

/** What is withheld to protect a child is no such list: its fact would stand in the family's log, and say that there is one. */
export const readsLists: Lists = {
  cases: { shownBy: 'access.case.list', rows: cases },
  questions: { shownBy: 'read.question.list', rows: questions },
}
