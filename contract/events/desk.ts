import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { arrivals, rightKinds } from '../rights-clocks.ts'
import { type EventRow, none } from './shape.ts'

const kind = z.enum(rightKinds)

export const deskEvents = {
  /** Somebody who set something aside has to be written to: it may be used again. */
  'rights.lifting_waits': { code: 2501, class: 'operation', payload: z.object({ restrictionId: id, waiting: z.int() }) },
  'rights.taken_in': { code: 2502, class: 'operation', payload: z.object({ requestId: id, kind, came: z.enum(arrivals) }) },
  /** A refusal did not stand: it is decided anew, or what was refused has been granted. */
  'rights.reopened': { code: 2503, class: 'operation', payload: z.object({ requestId: id, kind }) },
  /** The same had come on paper before: its last day lies earlier. */
  'rights.moved_up': { code: 2506, class: 'operation', payload: z.object({ requestId: id, kind }) },
  'rights.statement_placed': { code: 2504, class: 'change', payload: z.object({ statementId: id }) },
  'rights.askers_read': { code: 2505, class: 'access', payload: none },
} as const satisfies Record<string, EventRow>
