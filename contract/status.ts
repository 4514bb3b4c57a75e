import * as z from 'zod/mini'
import { endpoint, typable } from './endpoint.ts'
import { locales } from './locales.ts'

/** What an installation is made of, as far as its people notice. Not every one has all of it. */
export const components = ['app', 'database', 'jobs', 'records', 'files', 'mail', 'push', 'scanner', 'witness'] as const
export type Component = (typeof components)[number]
/** How a part answered when it was asked last. */
export const componentStates = ['up', 'slow', 'down'] as const
export type ComponentState = (typeof componentStates)[number]
/** How much of the service an incident takes away. */
export const incidentImpacts = ['minor', 'major', 'outage'] as const
export type IncidentImpact = (typeof incidentImpacts)[number]
/** How far whoever runs the machine has come with it. */
export const incidentStates = ['investigating', 'identified', 'watching', 'resolved'] as const
export type IncidentState = (typeof incidentStates)[number]

const token = z.string().check(z.maxLength(100), z.regex(/^[\w-]+$/))

const anybody = { method: 'POST', scope: 'installation', access: 'visitor' } as const

/** Wants a mail whenever something is said of the service. Nothing comes before the link of a first mail was opened. */
export const subscribeToStatus = endpoint({
  name: 'status.subscribe',
  path: '/status/subscribers',
  ...anybody,
  purposes: ['self'],
  body: z.object({ email: z.email().check(z.maxLength(254)), locale: z.enum(locales) }),
  output: z.object({ sent: z.literal(true) }),
})

/** The link of the first mail was opened. */
export const confirmStatus = endpoint({
  name: 'status.confirm',
  path: '/status/confirmation',
  ...anybody,
  purposes: ['self'],
  body: z.object({ token }),
  output: z.object({}),
  errors: ['mail.unknown_link'],
})

/** No mail any more: what stands in each of them is enough (RFC 8058). The address is erased. */
export const unsubscribeFromStatus = endpoint({
  name: 'status.unsubscribe',
  path: '/status/stop',
  ...anybody,
  purposes: ['self'],
  body: z.object({ token }),
  output: z.object({}),
  errors: ['mail.unknown_link'],
})

/** What became of a report. */
export const weakPointOutcomes = ['mended', 'known', 'none', 'declined'] as const
export type WeakPointOutcome = (typeof weakPointOutcomes)[number]
/** So many working days a first answer may take. */
export const answerWithin = 5

/** Several lines, kept as they were typed: no control characters but line ends and tabs. */
const lines = (most: number) =>
  z.string().check(
    z.maxLength(most),
    z.refine((text) => text.trim() !== ''),
    z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text)),
  )

/** Says that something is not safe: from anywhere, with or without an address for the answer. */
export const reportWeakPoint = endpoint({
  name: 'weak_point.report',
  path: '/weak-points',
  ...anybody,
  purposes: ['security'],
  body: z.object({
    words: lines(10_000),
    where: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(500), typable())),
    answerTo: z.optional(z.email().check(z.maxLength(254))),
  }),
  output: z.object({ number: z.string() }),
})
