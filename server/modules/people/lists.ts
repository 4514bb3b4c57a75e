import type { Lists } from '#kernel/lists.ts'
import * as queries from './people.queries.ts'

export const peopleLists: Lists = {
  people: {
    shownBy: 'person.list',
    rows: async ({ tx, schoolId, rows }) =>
      (await queries.knownAmong(tx, schoolId, rows)).map((personId) => ({ id: personId, people: [personId] })),
  },
}
