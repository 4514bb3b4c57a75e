import * as z from 'zod/mini'
import { schoolDay } from '#kernel/clock.ts'
import { job } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './orders.queries.ts'

/** Tells whom an order was about that something was handed over: at once, or on the day after the order no longer forbids it. */
export const tellOrders = job(
  'order.tell',
  'legal',
  z.object({}),
  async ({ schoolId, unit }) => {
    await unit(async ({ tx, now, emit }) => {
      const { timeZone } = await schoolOf(tx)
      const told = await queries.tellDue(tx, schoolId, schoolDay(now, timeZone), now)
      for (const { id, personId } of told) emit('order.told', { orderId: id }, { subject: personId })
    })
  },
  { isDaily: true },
)
