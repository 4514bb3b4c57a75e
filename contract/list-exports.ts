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
  'notice_unseen',
  'notice_calls',
] as const
export type TakenList = (typeof takenLists)[number]

/** How many rows one file has at most. */
export const mostTakenRows = 5000

/**
 * Says that a list, as the asker was shown it, is taken away as a file; the file is written after this is in the log. `leftOut`: whose true
 * name the asker sees and no file may carry.
 */
export const takeList = endpoint({
  name: 'list.export',
  method: 'POST',
  path: '/list-exports',
  confirmed: true,
  purposes: ['administration', 'teaching', 'class_life', 'enrolment', 'security'],
  body: z.object({
    list: z.enum(takenLists),
    rows: z.int().check(z.minimum(1), z.maximum(mostTakenRows)),
    /** Everybody whom its rows are about. */
    people: z.array(id).check(z.maxLength(mostTakenRows)),
  }),
  output: z.object({ leftOut: z.array(id) }),
})
