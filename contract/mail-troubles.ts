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

/** The address that mail comes back from: of somebody's contact, so a fact in their file. */
export const readMailTrouble = endpoint({
  name: 'mail_trouble.read',
  method: 'GET',
  path: '/mail-troubles/:personId',
  purposes: ['administration'],
  reads: 'fact',
  params: z.object({ personId: id }),
  output: z.object({
    address: z.string(),
    /** Else whoever has the account does: it is of another school too, or of somebody with much in their hands. */
    canCorrect: z.boolean(),
    /** Since when a mail to another address waits to be opened. */
    waitsSince: z.nullable(instant),
  }),
})

const address = z.object({ address: z.email().check(z.maxLength(254)) })
const waiting = z.object({ waitsSince: instant })

/** Says, for whoever gave the office another address, which one: it holds once somebody has opened the mail that goes there. */
export const correctAddress = endpoint({
  name: 'mail_trouble.correct',
  method: 'PUT',
  path: '/mail-troubles/:personId/address',
  confirmed: true,
  purposes: ['administration'],
  params: z.object({ personId: id }),
  body: address,
  output: waiting,
  errors: ['mail.no_trouble', 'mail.same_address', 'mail.own_only'],
})

/** The same for oneself: also where there is no address yet, or where another one is wanted. */
export const correctOwnAddress = endpoint({
  name: 'notification.address.correct',
  method: 'PUT',
  path: '/notifications/address',
  confirmed: true,
  purposes: ['self'],
  while: ['leaving'],
  body: address,
  output: waiting,
  errors: ['mail.no_trouble', 'mail.same_address', 'too_many_tries'],
})

/** Says with what stands in that mail that the address is one's own: from now on mail goes there. */
export const confirmAddress = endpoint({
  name: 'notification.address.confirm',
  method: 'POST',
  path: '/mail/address',
  scope: 'installation',
  access: 'visitor',
  purposes: ['self'],
  body: z.object({ token: z.string().check(z.maxLength(100), z.regex(/^[\w-]+$/)) }),
  output: z.object({ school: z.string() }),
  errors: ['mail.unknown_link', 'mail.address_taken'],
})
