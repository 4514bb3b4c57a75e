import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { type EventRow, none } from './shape.ts'

export const rightsEvents = {
  'export.made': { code: 701, class: 'access', payload: z.object({ exportId: id }) },
  'erasure.executed': { code: 702, class: 'change', payload: z.object({ erasureId: id }) },
  'erasure.previewed': { code: 703, class: 'access', payload: none },
  'retention.swept': { code: 704, class: 'operation', payload: z.object({ deleted: z.int(), held: z.int() }) },
} as const satisfies Record<string, EventRow>
