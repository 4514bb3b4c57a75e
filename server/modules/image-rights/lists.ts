import type { ListAsked, ListedRow, Lists } from '#kernel/lists.ts'
import { pupilsOf } from './consents.queries.ts'

const ofClass = async ({ tx, schoolId, rows, of }: ListAsked): Promise<ListedRow[]> =>
  (await pupilsOf(tx, schoolId, of)).filter(({ id }) => rows.includes(id)).map(({ id }) => ({ id, people: [id] }))

export const imageRightLists: Lists = { image_rights: { shownBy: 'image_right.of_class', rows: ofClass } }
