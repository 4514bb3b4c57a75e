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
  'image_right.recorded': { code: 1204, class: 'operation', payload: z.object({ receiptId: id }) },
  'photo.tagged': { code: 1202, class: 'operation', payload: z.object({ fileId: id, nobody: z.boolean() }) },
  'photo.blurred': { code: 1203, class: 'operation', payload: z.object({ fileId: id, blurredId: id }) },
  'photo.removed': { code: 1205, class: 'operation', payload: z.object({ postId: id }) },
} as const satisfies Record<string, EventRow>
