import * as z from 'zod/mini'
import type { EventRow } from './shape.ts'

const state = z.enum(['ok', 'not_applicable', 'warning', 'not_yet', 'stale', 'failed'])

export const promiseEvents = {
  /** So many checks were looked at, so many of them are not right; `head`: the end of the chain of evidence. */
  'promise.checked': {
    code: 1701,
    class: 'operation',
    payload: z.object({ looked: z.int(), wrong: z.int(), head: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  },
  'control.changed': {
    code: 1702,
    class: 'security',
    payload: z.object({ control: z.string().check(z.regex(/^[CP]-\d{2}$/)), from: state, to: state }),
  },
} as const satisfies Record<string, EventRow>
