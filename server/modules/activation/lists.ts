import type { ListAsked, ListedRow, Lists } from '#kernel/lists.ts'
import { readersOfClass, readersOfStaff } from './activation.queries.ts'
import { pupilsOf } from './door.queries.ts'

const among = (found: readonly { id: string }[], rows: readonly string[]): ListedRow[] =>
  [...new Set(found.map(({ id }) => id))].filter((id) => rows.includes(id)).map((id) => ({ id, people: [id] }))

export const activationLists: Lists = {
  slips: {
    shownBy: 'slip.class.read',
    rows: async ({ tx, rows, of }: ListAsked) => among(await readersOfClass(tx, of), rows),
  },
  staff_slips: { shownBy: 'slip.staff.read', rows: async ({ tx, rows }: ListAsked) => among(await readersOfStaff(tx), rows) },
  words: { shownBy: 'class.door.read', rows: async ({ tx, rows, of }: ListAsked) => among(await pupilsOf(tx, of), rows) },
}
