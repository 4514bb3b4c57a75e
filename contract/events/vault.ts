import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

const secret = z.enum(['database', 'mail', 'store'])

export const vaultEvents = {
  'vault.burned': {
    code: 501,
    class: 'security',
    payload: z.object({ week: z.string().check(z.regex(/^\d{4}-W\d{2}$/)), keys: z.int() }),
  },
  'vault.refused': {
    code: 502,
    class: 'security',
    payload: z.object({ why: z.enum(['tampered', 'moved', 'missing', 'erased']) }),
  },
  'access.refused': {
    code: 503,
    class: 'security',
    payload: z.object({ action: z.string().check(z.regex(/^[a-z_.]{1,100}$/)) }),
  },
  'vault.restored': { code: 505, class: 'security', payload: z.object({ keys: z.int(), erasures: z.int() }) },
  'vault.ring_destroyed': {
    code: 506,
    class: 'security',
    payload: z.object({ week: z.string().check(z.regex(/^\d{4}-W\d{2}$/)) }),
  },
  'access.curiosity_flagged': { code: 510, class: 'security', payload: z.object({ caseId: id, readId: id }) },
  'access.case_closed': {
    code: 511,
    class: 'security',
    payload: z.object({ caseId: id, outcome: z.enum(['had_reason', 'relation_missing', 'mistake', 'breach']) }),
  },
  /** Secrets of machines that are made elsewhere: first seen, changed after so many days, or to be made anew. */
  'secret.noted': { code: 520, class: 'security', payload: z.object({ secret }) },
  'secret.changed': { code: 521, class: 'security', payload: z.object({ secret, days: z.int() }) },
  'secret.due': { code: 522, class: 'security', payload: z.object({ secret, days: z.int() }) },
} as const satisfies Record<string, EventRow>
