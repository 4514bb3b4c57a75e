import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { takenLists } from '../list-exports.ts'
import { type EventRow, none } from './shape.ts'

export const readEvents = {
  'person.read': {
    code: 601,
    class: 'access',
    payload: z.object({ kinds: z.array(z.enum(['identity', 'contact', 'health', 'absence', 'family', 'file'])) }),
  },
  'class.list_read': { code: 602, class: 'access', payload: z.object({ classId: id }) },
  'directory.searched': { code: 603, class: 'access', payload: z.object({ results: z.int() }) },
  'ledger.read': { code: 604, class: 'access', payload: none },
  'class.requests_read': { code: 605, class: 'access', payload: z.object({ results: z.int() }) },
  'file.read': { code: 606, class: 'access', payload: z.object({ fileId: id }) },
  'read.disclosed': { code: 607, class: 'access', payload: z.object({ readId: id, readOn: z.iso.date() }) },
  'read.questioned': { code: 608, class: 'operation', payload: z.object({ questionId: id }) },
  'read.answered': { code: 609, class: 'operation', payload: z.object({ questionId: id }) },
  'read.withholding_begun': { code: 610, class: 'operation', payload: z.object({ withholdingId: id }) },
  'read.withholding_countersigned': { code: 611, class: 'operation', payload: z.object({ withholdingId: id }) },
  'read.withholding_ended': {
    code: 612,
    class: 'operation',
    payload: z.object({ withholdingId: id, why: z.enum(['date', 'review', 'not_countersigned']), disclosed: z.int() }),
  },
  'list.exported': { code: 613, class: 'access', payload: z.object({ list: z.enum(takenLists), rows: z.int() }) },
} as const satisfies Record<string, EventRow>
