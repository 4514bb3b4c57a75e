import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { imageAudiences } from '../image-rights.ts'
import type { EventRow } from './shape.ts'

export const photoEvents = {
  'image_right.said': {
    code: 1201,
    class: 'operation',
    payload: z.object({ receiptId: id, audience: z.enum(imageAudiences), says: z.enum(['yes', 'no']), wording: z.int() }),
  },
} as const satisfies Record<string, EventRow>
