import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

export const deskEvents = {
  /** Somebody who set something aside has to be written to: it may be used again. */
  'rights.lifting_waits': { code: 2501, class: 'operation', payload: z.object({ restrictionId: id, waiting: z.int() }) },
} as const satisfies Record<string, EventRow>
