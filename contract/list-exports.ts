import * as z from 'zod/mini'
import { endpoint, id } from './endpoint.ts'

/** The lists that may be taken away as a file; their order is never changed: a fact names one of them. */
export const takenLists = [
  'people',
  'class',
  'classes',
  'slips',
  'words',
  'review',
  'orphans',
  'requests',
  'same',
  'import',
  'staff_slips',
  'differences',
  'cases',
  'questions',
  'support',
  'roles',
  'contacts',
  'fetching',
  'hand_overs',
  'notice_unseen',
  'rights_cases',
  'image_rights',
  'leavers',
] as const
export type TakenList = (typeof takenLists)[number]

/** Those that say how to reach somebody, too. */
export const listsWithContacts: readonly TakenList[] = ['contacts', 'fetching', 'requests']

/** How many rows one file has at most. */
export const mostTakenRows = 5000

/** A row by its id; where a list has no ids (a preview), by its place. */
const row = z.union([id, z.string().check(z.regex(/^\d{1,5}$/))])

/**
 * Says that rows of a list, which the asker was shown, are taken away as a file; the file is written after this is in the log. Who stands in
 * them the school finds out itself. `leftOut`: rows about somebody whose true name the asker sees and no file may carry.
 */
export const takeList = endpoint({
  name: 'list.export',
  method: 'POST',
  path: '/list-exports',
  confirmed: true,
  purposes: ['administration', 'teaching', 'class_life', 'enrolment', 'security', 'legal', 'family_communication'],
  while: ['leaving'],
  body: z.object({
    list: z.enum(takenLists),
    rows: z.array(row).check(z.minLength(1), z.maxLength(mostTakenRows)),
    /** What the list is part of: the class, the person, the import. */
    of: z.optional(id),
  }),
  output: z.object({ leftOut: z.array(z.string()) }),
})
