import type { Lists } from '#kernel/lists.ts'
import { comingSteps } from './steps.queries.ts'

export const leavingLists: Lists = {
  leavers: {
    shownBy: 'leaving.read',
    rows: async ({ tx, rows }) =>
      (await comingSteps(tx)).flatMap(({ id, personId }) => (rows.includes(id) ? [{ id, people: [personId] }] : [])),
  },
}
