import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { fileRefusals } from '../files.ts'
import type { EventRow } from './shape.ts'

export const fileEvents = {
  'file.uploaded': { code: 901, class: 'operation', payload: z.object({ fileId: id, state: z.enum(['scanning', 'ready']) }) },
  'file.checked': { code: 902, class: 'operation', payload: z.object({ fileId: id }) },
  'file.refused': {
    code: 903,
    class: 'operation',
    payload: z.object({ fileId: z.optional(id), why: z.enum(['type', 'heic', 'too_large', 'position', ...fileRefusals]) }),
  },
  'file.deleted': {
    code: 904,
    class: 'operation',
    payload: z.object({ fileId: id, why: z.enum(['taken_back', 'unfinished', 'unattached', 'refused']) }),
  },
  'file.begun': { code: 905, class: 'operation', payload: z.object({ fileId: id }) },
  'file.part_arrived': { code: 906, class: 'operation', payload: z.object({ fileId: id }) },
} as const satisfies Record<string, EventRow>
