import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

/** What can be wrong with the ledger itself. */
export const alarms = ['merge_delay', 'fork', 'rollback', 'witness_silent', 'standby_silent', 'clock'] as const
export type LedgerAlarm = (typeof alarms)[number]

export const ledgerEvents = {
  'ledger.roster_made': {
    code: 801,
    class: 'operation',
    payload: z.object({ day: z.iso.date(), root: z.string().check(z.regex(/^[0-9a-f]{64}$/)), size: z.int() }),
  },
  'ledger.epoch_opened': {
    code: 802,
    class: 'security',
    payload: z.object({ epoch: z.int(), size: z.int(), root: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  },
  'ledger.alarm_raised': {
    code: 803,
    class: 'security',
    payload: z.object({ what: z.enum(alarms) }),
  },
  'ledger.entries_unlinked': { code: 804, class: 'security', payload: z.object({ erasureId: id, entries: z.int() }) },
  'ledger.clock_watched': {
    code: 805,
    class: 'operation',
    payload: z.object({ offset: z.int(), jump: z.int() }),
  },
  'ledger.pruned': {
    code: 819,
    class: 'security',
    payload: z.object({ epoch: z.int(), size: z.int(), root: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  },
} as const satisfies Record<string, EventRow>
