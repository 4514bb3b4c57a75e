import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

export const bringingEvents = {
  'copy.previewed': { code: 2101, class: 'access', payload: z.object({ files: z.int() }) },
  'copy.brought': { code: 2102, class: 'change', payload: z.object({ copyId: id, parts: z.int(), files: z.int() }) },
} as const satisfies Record<string, EventRow>
