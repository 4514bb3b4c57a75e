import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { locales } from './locales.ts'

/** Why somebody holds what the night would end. */
export const keepReasons = ['still_needed', 'question_open', 'dispute', 'mistake'] as const
export type KeepReason = (typeof keepReasons)[number]
/** For how many days a rule is held at a time; then it goes as announced. */
export const HOLD_DAYS = 30

/** A rule by the table that it is for. */
export const retentionRule = z.string().check(z.regex(/^[a-z]+\.[a-z_]{1,60}$/))

const announced = z.object({
  id,
  /** What it is about, in two words. */
  what: z.string(),
  /** How long it is kept, in words. */
  kept: z.string(),
  /** What goes began before this day. */
  beganBefore: day,
  rows: z.int(),
  /** Had its time, and was used since: stays, until somebody has looked. */
  late: z.int(),
  /** Somebody has looked: they may go, are announced with the next night, and end with the one after. */
  isLookedAt: z.boolean(),
  announcedOn: day,
  dueOn: day,
  heldUntil: z.nullable(day),
  why: z.nullable(z.enum(keepReasons)),
})
export type AnnouncedSweep = z.output<typeof announced>

/** What the next night ends, as it was announced the day before, what the last nights have ended, and the numbers that are left of past years: how much by which rule, and nothing of anybody. */
export const readRetention = endpoint({
  name: 'retention.read',
  method: 'GET',
  path: '/retention',
  purposes: ['legal'],
  query: z.object({ locale: z.optional(z.enum(locales)) }),
  output: z.object({
    today: day,
    coming: z.array(announced),
    /** What is left of past years: how often, in which month; of nobody. */
    past: z.array(z.object({ what: z.string(), monthOn: day, classes: z.int(), times: z.int() })),
    /** What ends by a job of its own, unannounced: how long it is there at most, and how much of it went within a year. */
    alone: z.array(z.object({ what: z.string(), after: z.string(), gone: z.nullable(z.int()) })),
    done: z.array(z.object({ id, what: z.string(), rows: z.int(), gone: z.int(), doneAt: instant })),
  }),
})

/** Holds what a rule would end, for thirty days, with a reason. */
export const holdSweep = endpoint({
  name: 'retention.hold',
  method: 'POST',
  path: '/announced-sweeps/:id/hold',
  purposes: ['legal'],
  params: byId,
  body: z.object({ why: z.enum(keepReasons) }),
  output: z.object({ id, heldUntil: day }),
  errors: ['retention.done'],
})

/** Lets it go: the next night ends it as it was announced. */
export const releaseSweep = endpoint({
  name: 'retention.release',
  method: 'POST',
  path: '/announced-sweeps/:id/release',
  purposes: ['legal'],
  params: byId,
  output: z.object({ id }),
  errors: ['retention.done', 'retention.not_held'],
})

/** Says of what had its time and was used since that it may go: it is announced with the next night. What is used after that lives on, and is asked about anew. */
export const letLateGo = endpoint({
  name: 'retention.let_late_go',
  method: 'POST',
  path: '/announced-sweeps/:id/late-release',
  purposes: ['legal'],
  params: byId,
  output: z.object({ id }),
  errors: ['retention.done'],
})
