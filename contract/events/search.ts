import * as z from 'zod/mini'
import { searchKinds } from '../search.ts'
import type { EventRow } from './shape.ts'

/** Counts, never the words: what somebody looked for is their own thought. */
export const searchEvents = {
  'search.made': {
    code: 1501,
    class: 'access',
    payload: z.object({ results: z.int(), kinds: z.array(z.enum(searchKinds)), inClass: z.boolean() }),
  },
} as const satisfies Record<string, EventRow>
