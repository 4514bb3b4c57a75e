import * as z from 'zod/mini'
import { headVerdicts } from '../disputes.ts'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

const dispute = z.object({ disputeId: id })

/** None of these names the pupil: the file of a child is read by both of its guardians. */
export const disputeEvents = {
  'dispute.begun': { code: 2301, class: 'operation', payload: dispute },
  'dispute.ended': { code: 2302, class: 'operation', payload: dispute },
  'dispute.read': { code: 2303, class: 'access', payload: z.object({ results: z.int() }) },
  'rights.head_asked': { code: 2304, class: 'operation', payload: z.object({ requestId: id, stepId: id }) },
  'rights.head_decided': {
    code: 2305,
    class: 'operation',
    payload: z.object({ requestId: id, stepId: id, verdict: z.enum(headVerdicts) }),
  },
  'rights.head_steps_read': { code: 2306, class: 'access', payload: z.object({ results: z.int() }) },
} as const satisfies Record<string, EventRow>
