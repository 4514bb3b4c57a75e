import * as z from 'zod/mini'
import { endpoint, id, instant } from './endpoint.ts'

/** How it became known that an address takes no mail: the server refused it at once, or a report came back. */
export const troubleWays = ['refused', 'report'] as const

/** Whose mail does not arrive, for whoever can ask them for another address. */
export const listMailTroubles = endpoint({
  name: 'mail_trouble.list',
  method: 'GET',
  path: '/mail-troubles',
  purposes: ['administration'],
  reads: 'fact',
  output: z.object({
    people: z.array(
      z.object({
        personId: id,
        display: z.string(),
        since: instant,
        way: z.enum(troubleWays),
        /** What the mail server said, as RFC 3463 counts. */
        status: z.string(),
      }),
    ),
  }),
})

/** How many there are: a number, for the day of whoever keeps the office. */
export const countMailTroubles = endpoint({
  name: 'mail_trouble.count',
  method: 'GET',
  path: '/mail-troubles/count',
  purposes: ['administration'],
  output: z.object({ count: z.int() }),
})

/** Tries an address again: the next mail shows. */
export const clearMailTrouble = endpoint({
  name: 'mail_trouble.clear',
  method: 'DELETE',
  path: '/mail-troubles/:personId',
  purposes: ['administration'],
  params: z.object({ personId: id }),
  output: z.object({}),
})
