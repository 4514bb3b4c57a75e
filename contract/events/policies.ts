import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { agreeables } from '../objecting.ts'
import { policyAnswers, policyKinds } from '../policies.ts'
import type { EventRow } from './shape.ts'

const kind = z.enum(policyKinds)

export const policyEvents = {
  'policy.made': { code: 1801, class: 'change', payload: z.object({ policyId: id, kind }) },
  'policy.published': {
    code: 1802,
    class: 'change',
    payload: z.object({ policyId: id, versionId: id, number: z.int(), asksAgain: z.boolean() }),
  },
  'policy.ended': { code: 1803, class: 'change', payload: z.object({ policyId: id }) },
  'policy.said': {
    code: 1804,
    class: 'change',
    payload: z.object({ receiptId: id, policyId: id, versionId: id, says: z.enum(policyAnswers) }),
  },
  /** Something that serves a purpose passed over those who have not agreed to it. */
  'consent.heeded': { code: 1806, class: 'operation', payload: z.object({ to: z.enum(agreeables), people: z.int() }) },
  /** What the record of processing and the privacy notice are printed from is otherwise than it was. */
  'privacy.papers_changed': { code: 1805, class: 'operation', payload: z.object({ number: z.int() }) },
} as const satisfies Record<string, EventRow>
