import * as z from 'zod/mini'
import type { EventRow } from './shape.ts'

const record = z.object({
  control: z.string().check(z.regex(/^[CP]-\d{2}$/)),
  asks: z.string().check(z.regex(/^[a-z_]{1,40}$/)),
  number: z.int(),
})

const objection = z.object({ noticeId: z.uuid(), objectionId: z.uuid() })

export const recordEvents = {
  /** Somebody signed for something that nothing can measure; `digest`: of what was signed. */
  'record.signed': {
    code: 2050,
    class: 'security',
    payload: z.extend(record, {
      untilOn: z.iso.date(),
      isSample: z.boolean(),
      digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    }),
  },
  /** A company is to get something from a day on, something else is true of it, or it gets nothing any more: everybody is told. */
  'supplier.announced': {
    code: 2060,
    class: 'operation',
    payload: z.object({ noticeId: z.uuid(), change: z.enum(['new', 'other', 'gone']), fromOn: z.iso.date() }),
  },
  /** The school objects to what was announced of a company, and objects no longer. */
  'supplier.objected': { code: 2061, class: 'security', payload: objection },
  'supplier.objection_withdrawn': { code: 2062, class: 'security', payload: objection },
  'record.withdrawn': { code: 2051, class: 'security', payload: record },
} as const satisfies Record<string, EventRow>
