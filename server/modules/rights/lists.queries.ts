import { sql } from 'kysely'
import type { ListAsked, ListedRow, Lists } from '#kernel/lists.ts'

const cases = ({ tx, schoolId, rows }: ListAsked) =>
  sql<ListedRow>`select id, array[person_id, asked_by] as people from rights_request
    where school_id = ${schoolId} and id = any (${rows}::uuid[])`
    .execute(tx)
    .then((found) => found.rows)

export const rightsLists: Lists = { rights_cases: { shownBy: 'rights.case.list', rows: cases } }
