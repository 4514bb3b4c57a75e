import * as z from 'zod/mini'
import { day, id, instant } from './endpoint.ts'
import { waitings } from './establishing.ts'
import { holdGrounds } from './holding.ts'
import { objectables } from './objecting.ts'
import { refusalGrounds } from './refusal-grounds.ts'
import { comings, identityChecks, rightKinds, standings } from './rights-clocks.ts'

/** How a request ended; `disowned`: it had been written down in the name of somebody who had not asked. */
export const rightOutcomes = ['granted', 'refused', 'withdrawn', 'duplicate', 'disowned'] as const

/** A request as whoever may read it sees it. */
export const rightRequest = z.object({
  id,
  /** To quote in letters and on the telephone. */
  number: z.string(),
  kind: z.enum(rightKinds),
  about: z.object({ id, display: z.string() }),
  askedAt: instant,
  dueOn: day,
  article: z.string(),
  isLaw: z.boolean(),
  standing: z.enum(standings),
  extendedAt: z.nullable(instant),
  /** Of an erasure: until when it can only be thought over. */
  coolsUntil: z.nullable(instant),
  /** Of an erasure that a hold delays: until when at most, and why, where that may be told. */
  held: z.nullable(z.object({ until: day, ground: z.enum(holdGrounds) })),
  /** Of a copy: until when it can be fetched. */
  linkUntil: z.nullable(instant),
  byHand: z.boolean(), // somebody of the school looks it through first
  field: z.nullable(z.string()),
  /** How it reached the school. */
  came: z.enum(comings),
  /** On paper: the first day on which it came; its clock runs from it. */
  receivedOn: z.nullable(day),
  /** What was checked of who asks; on paper by whom, where the reader may know the name. */
  checked: z.object({ how: z.enum(identityChecks), by: z.nullable(z.string()) }),
  /** Of what came on paper: who has confirmed that whoever is said to ask did, and what it waits for as long as nobody has. */
  confirmed: z.nullable(z.enum(['own', 'second'])),
  waitsFor: z.nullable(z.enum(waitings)),
  /** What is still needed to know who asks, until when, and whether the clock waits meanwhile. */
  needed: z.nullable(z.object({ words: z.string(), until: day, clockWaits: z.boolean() })),
  /** Of a complaint or a hearing: the number of the refusal that it is about. */
  follows: z.nullable(z.string()),
  /** Of an objection: to what; from the day it is made, whatever serves that passes over the person. */
  purpose: z.nullable(z.enum(objectables)),
  words: z.nullable(z.string()),
  /** Of somebody without an account: where the answer goes. */
  answerTo: z.nullable(z.string()),
  closedAt: z.nullable(instant),
  outcome: z.nullable(z.enum(rightOutcomes)),
  ground: z.nullable(z.object({ name: z.enum(refusalGrounds), article: z.string(), standing: z.enum(standings) })),
  answer: z.nullable(z.string()),
  /** Of a refusal, or of what was not answered in time: to whom one may complain, and where a law takes such silence for a refusal. */
  recourse: z.nullable(z.object({ authority: z.string(), isLate: z.boolean(), silence: z.nullable(z.string()) })),
})
export type RightRequest = z.output<typeof rightRequest>
