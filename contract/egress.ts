import * as z from 'zod/mini'
import { byId, endpoint } from './endpoint.ts'

/** How often something of a person has left the server in a year, and for whom: counted at the one door through which anything leaves. */
export const readEgress = endpoint({
  name: 'egress.of_person',
  method: 'GET',
  path: '/people/:id/egress',
  purposes: ['self'],
  params: byId,
  output: z.object({
    total: z.int(),
    rows: z.array(
      z.object({
        month: z.string().check(z.regex(/^\d{4}-\d{2}$/)),
        way: z.enum(['mail', 'push']),
        recipient: z.string(),
        sent: z.int(),
      }),
    ),
  }),
})
