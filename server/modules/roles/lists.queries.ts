import { type RawBuilder, sql } from 'kysely'
import type { ListAsked, ListedRow, Lists } from '#kernel/lists.ts'
import { orphans } from './orphans.queries.ts'

const read = ({ tx }: ListAsked, statement: RawBuilder<ListedRow>) => statement.execute(tx).then(({ rows }) => rows)

export const roleLists: Lists = {
  review: {
    shownBy: 'role.review.read',
    rows: (asked) =>
      read(
        asked,
        sql`select id, array[person_id] as people from access_review_item
          where school_id = ${asked.schoolId} and id = any (${asked.rows}::uuid[])`,
      ),
  },
  orphans: {
    shownBy: 'person.orphan.list',
    rows: async ({ tx, schoolId, rows }) =>
      (await orphans(tx, schoolId)).filter(({ id }) => rows.includes(id)).map(({ id }) => ({ id, people: [id] })),
  },
  support: {
    shownBy: 'support.access.list',
    rows: (asked) =>
      read(
        asked,
        sql`select id, array[person_id, subject_id] as people from support_access
          where school_id = ${asked.schoolId} and id = any (${asked.rows}::uuid[])`,
      ),
  },
  roles: {
    shownBy: 'person.access.read',
    rows: (asked) =>
      read(
        asked,
        sql`select id, array[person_id] as people from person_role
          where school_id = ${asked.schoolId} and person_id = ${asked.of} and id = any (${asked.rows}::uuid[])`,
      ),
  },
  hand_overs: {
    shownBy: 'hand_over.list',
    rows: (asked) =>
      read(
        asked,
        sql`select id, array[from_id, to_id] as people from hand_over
          where school_id = ${asked.schoolId} and id = any (${asked.rows}::uuid[])`,
      ),
  },
}
