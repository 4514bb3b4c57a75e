import * as z from 'zod/mini'
import { byId, endpoint, id, instant, line } from './endpoint.ts'
import { accountStates } from './grants.ts'
import { locales } from './locales.ts'
import { roles } from './roles.ts'

/** Nobody of support looks at anybody for longer than this. */
export const mostSupportMinutes = 60

/** What support is asked to look into. */
export const supportReasons = ['cannot_sign_in', 'something_missing', 'something_wrong', 'technical'] as const

const access = z.object({
  id,
  reason: z.enum(supportReasons),
  ticket: z.string(),
  withNames: z.boolean(),
  askedAt: instant,
  /** Who helps and who is helped, for whom they may be known. */
  helper: z.nullable(z.string()),
  subject: z.nullable(z.string()),
  subjectId: z.nullable(id),
  state: z.enum(['waiting', 'open', 'declined', 'over']),
  until: z.nullable(instant),
  by: z.nullable(z.string()),
  isOwn: z.boolean(),
  aboutMe: z.boolean(),
  can: z.object({ consent: z.boolean(), end: z.boolean() }),
})

/** What support has asked for: one's own requests, those about oneself, for those who run the school all. */
export const listSupportAccess = endpoint({
  name: 'support.access.list',
  method: 'GET',
  path: '/support-accesses',
  purposes: ['support', 'security'],
  output: z.object({ accesses: z.array(access), canAsk: z.boolean() }),
})

/** Asks to look at one account: by the user name that the person has given, with a reason and a ticket. */
export const askSupportAccess = endpoint({
  name: 'support.access.ask',
  method: 'POST',
  path: '/support-accesses',
  purposes: ['support'],
  confirmed: true,
  body: z.object({ username: line(100), reason: z.enum(supportReasons), ticket: line(100), withNames: z.boolean() }),
  output: z.object({ id }),
  errors: ['support.unknown', 'support.waiting'],
})

/** The person, for a child a guardian who may sign, or those who lead the school consent for some minutes, or do not. */
export const decideSupportAccess = endpoint({
  name: 'support.access.decide',
  method: 'POST',
  path: '/support-accesses/:id/verdict',
  purposes: ['support', 'self'],
  confirmed: true,
  while: ['leaving'],
  params: byId,
  body: z.object({
    verdict: z.enum(['consented', 'declined']),
    minutes: z.optional(z.int().check(z.minimum(5), z.maximum(mostSupportMinutes))),
  }),
  output: z.object({ id, until: z.nullable(instant) }),
  errors: ['support.decided'],
})

/** Ends it before its time: whoever helps, whoever is helped, or the school. */
export const endSupportAccess = endpoint({
  name: 'support.access.end',
  method: 'POST',
  path: '/support-accesses/:id/end',
  purposes: ['support', 'self'],
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
  errors: ['support.over'],
})

/** What help needs to know about the account: initials, unless names were consented to; a line in the person’s log each time. */
export const readSupportSubject = endpoint({
  name: 'support.subject.read',
  method: 'GET',
  path: '/support-accesses/:id/subject',
  purposes: ['support'],
  reads: 'fact',
  params: byId,
  output: z.object({
    display: z.string(),
    username: z.nullable(z.string()),
    roles: z.array(z.enum(roles)),
    state: z.enum(accountStates),
    isLocked: z.boolean(),
    hasAccount: z.boolean(),
    mustChangePassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    locale: z.nullable(z.enum(locales)),
    until: instant,
  }),
  errors: ['support.over'],
})
