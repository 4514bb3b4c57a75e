import { sql } from 'kysely'
import type { ListAsked, ListedRow, Lists } from '#kernel/lists.ts'

/** Adults who were named for a pupil: the pupil is whom the row is about, since none of them has a record. */
const named = (table: 'emergency_contact' | 'pick_up_adult') => (asked: ListAsked) =>
  sql<ListedRow>`select id, array[pupil_id] as people from ${sql.table(table)}
    where school_id = ${asked.schoolId} and pupil_id = ${asked.of} and id = any (${asked.rows}::uuid[])`
    .execute(asked.tx)
    .then(({ rows }) => rows)

const same = ({ tx, schoolId, rows }: ListAsked) =>
  sql<ListedRow>`select id, array[first_id, second_id] as people from same_person
    where school_id = ${schoolId} and id = any (${rows}::uuid[])`
    .execute(tx)
    .then((found) => found.rows)

export const familyLists: Lists = {
  same: { shownBy: 'person.same.list', rows: same },
  contacts: { shownBy: 'family.read', rows: named('emergency_contact') },
  fetching: { shownBy: 'family.read', rows: named('pick_up_adult') },
}
