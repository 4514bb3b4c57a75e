import * as z from 'zod/mini'
import type { EventRow } from './shape.ts'

const state = z.enum(['ok', 'not_applicable', 'sample', 'warning', 'not_yet', 'stale', 'failed'])

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
  /** Something was to leave for somebody who stands in no list of recipients, and did not. */
  'egress.refused': {
    code: 1703,
    class: 'security',
    payload: z.object({ way: z.enum(['mail', 'push', 'store', 'witness', 'certificate', 'scanner', 'copy']), times: z.int() }),
  },
  /** The public pages say something else since: the number of their revision, and its digest. */
  'pages.revised': {
    code: 1704,
    class: 'operation',
    payload: z.object({ number: z.int(), digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  },
} as const satisfies Record<string, EventRow>
