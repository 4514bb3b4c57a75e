import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { type EventRow, none } from './shape.ts'

const order = z.object({ orderId: id })

export const orderEvents = {
  'order.recorded': { code: 2110, class: 'security', payload: z.extend(order, { isSilent: z.boolean() }) },
  'order.signed': { code: 2111, class: 'security', payload: order },
  'order.declined': { code: 2112, class: 'security', payload: order },
  'order.handing_begun': { code: 2113, class: 'security', payload: z.extend(order, { exportId: id }) },
  'order.handed': {
    code: 2114,
    class: 'security',
    payload: z.extend(order, { exportId: id, manifest: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  },
  /** The person learns of it: at once, or when the order no longer forbids it. */
  'order.told': { code: 2115, class: 'operation', payload: order },
  'order.list_read': { code: 2116, class: 'access', payload: none },
} as const satisfies Record<string, EventRow>
