import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { arrivals, identities, rightKinds } from '../rights-clocks.ts'
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
  /** It is known who asks; a second person of the desk confirms it, unless whoever asks does. */
  'rights.established': { code: 2507, class: 'operation', payload: z.object({ requestId: id, identity: z.enum(identities) }) },
  'rights.second_asked': { code: 2508, class: 'operation', payload: z.object({ requestId: id }) },
  'rights.confirmed': { code: 2509, class: 'operation', payload: z.object({ requestId: id, how: z.enum(['own', 'second']) }) },
  /** Whoever is said to have asked had not. */
  'rights.disowned': { code: 2510, class: 'change', payload: z.object({ requestId: id, kind }) },
  'rights.proof_asked': { code: 2511, class: 'operation', payload: z.object({ requestId: id }) },
  /** Whoever is said to have asked with a key is asked whether they did. */
  'rights.word_asked': { code: 2512, class: 'operation', payload: z.object({ requestId: id }) },
  'rights.askers_read': { code: 2505, class: 'access', payload: none },
} as const satisfies Record<string, EventRow>
