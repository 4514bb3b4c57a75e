import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

export const coveringEvents = {
  'copy.looked_through': { code: 2201, class: 'access', payload: z.object({ requestId: id }) },
  'copy.covered': { code: 2202, class: 'operation', payload: z.object({ requestId: id, places: z.int() }) },
  'copy.uncovered': { code: 2203, class: 'operation', payload: z.object({ requestId: id, places: z.int() }) },
  /** A request is answered by a copy in which so many places are covered. */
  'copy.given': { code: 2204, class: 'operation', payload: z.object({ requestId: id, covered: z.int() }) },
  'copy.file_opened': { code: 2205, class: 'access', payload: z.object({ requestId: id }) },
  /** The desk took the finished copy, to hand it over to whoever cannot fetch it. */
  'copy.handed_over': { code: 2206, class: 'access', payload: z.object({ requestId: id }) },
} as const satisfies Record<string, EventRow>
