import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'

/** Why something must stay: a dispute is open, an authority has ordered it, somebody looks into it, a claim is defended. */
export const holdGrounds = ['dispute', 'order', 'inquiry', 'claim'] as const
export type HoldGround = (typeof holdGrounds)[number]
export const holdEnds = ['released', 'lapsed', 'declined'] as const

/** So long a hold lasts until somebody looks at it again. */
export const MOST_HOLD_DAYS = 90
/** So many days before it would lapse, the desk is reminded. */
export const REMIND_DAYS = 14

const why = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(1000),
  z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)),
)
const named = z.object({ id, display: z.string() })

const hold = z.object({
  id,
  person: named,
  ground: z.enum(holdGrounds),
  told: z.boolean(),
  why: z.nullable(z.string()),
  askedBy: named,
  askedAt: instant,
  signedAt: z.nullable(instant),
  reviewOn: day,
  endedAt: z.nullable(instant),
  endedHow: z.nullable(z.enum(holdEnds)),
  /** Erasures that wait for its end. */
  delays: z.int(),
  can: z.object({ sign: z.boolean(), review: z.boolean(), release: z.boolean() }),
})
export type Hold = z.output<typeof hold>

/** What is held now, and what was within the last year. Reading it is a fact. */
export const listHolds = endpoint({
  name: 'hold.list',
  method: 'GET',
  path: '/holds',
  purposes: ['legal'],
  reads: 'fact',
  output: z.object({ holds: z.array(hold) }),
})

/** Asks that nothing of somebody goes: it holds from when a second has signed. */
export const askHold = endpoint({
  name: 'hold.ask',
  method: 'POST',
  path: '/people/:id/holds',
  purposes: ['legal'],
  confirmed: true,
  once: true,
  params: byId,
  body: z.object({ ground: z.enum(holdGrounds), why, told: z.boolean(), days: z.int().check(z.gte(1), z.lte(MOST_HOLD_DAYS)) }),
  output: z.object({ id, reviewOn: day }),
  errors: ['hold.exists'],
})

/** Signs what another has asked for, or declines it. */
export const signHold = endpoint({
  name: 'hold.sign',
  method: 'POST',
  path: '/holds/:id/signature',
  purposes: ['legal'],
  confirmed: true,
  params: byId,
  body: z.object({ verdict: z.enum(['signed', 'declined']) }),
  output: z.object({ id }),
  errors: ['hold.ended', 'hold.own'],
})

/** Looks at a hold again, and lets it last some days more. */
export const reviewHold = endpoint({
  name: 'hold.review',
  method: 'POST',
  path: '/holds/:id/review',
  purposes: ['legal'],
  params: byId,
  body: z.object({ days: z.int().check(z.gte(1), z.lte(MOST_HOLD_DAYS)) }),
  output: z.object({ id, reviewOn: day }),
  errors: ['hold.ended'],
})

/** Lets go: what it delayed is done now. */
export const releaseHold = endpoint({
  name: 'hold.release',
  method: 'POST',
  path: '/holds/:id/release',
  purposes: ['legal'],
  params: byId,
  output: z.object({ id, delayed: z.int() }),
  errors: ['hold.ended'],
})
