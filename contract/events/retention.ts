import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { keepReasons, retentionRule } from '../retention.ts'
import type { EventRow } from './shape.ts'

const sweep = z.object({ sweepId: id, rule: retentionRule })

export const retentionEvents = {
  /** The dry run: what goes on a coming day, how much of it, and how much lives on and is asked about. */
  'retention.announced': {
    code: 2401,
    class: 'operation',
    payload: z.extend(sweep, { rows: z.int(), late: z.int(), beganBefore: z.iso.date(), dueOn: z.iso.date() }),
  },
  'retention.rule_held': {
    code: 2402,
    class: 'change',
    payload: z.extend(sweep, { why: z.enum(keepReasons), until: z.iso.date() }),
  },
  'retention.rule_released': { code: 2403, class: 'change', payload: sweep },
  /** Of what had its time and was used since, somebody has said that it may go. */
  'retention.late_released': { code: 2406, class: 'change', payload: z.extend(sweep, { late: z.int() }) },
  /** Before what somebody did is gone: so many numbers are left of it. Not how many were too few to be one: that is a number of a few. */
  'retention.counted': {
    code: 2405,
    class: 'operation',
    payload: z.extend(sweep, { figures: z.int() }),
  },
  /** What was announced is over, and so much went. */
  'retention.rule_done': { code: 2404, class: 'operation', payload: z.extend(sweep, { gone: z.int() }) },
} as const satisfies Record<string, EventRow>
