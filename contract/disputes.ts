import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { refusalGrounds } from './refusal-grounds.ts'
import { rightKinds, standings } from './rights-clocks.ts'
import { profiles } from './roles.ts'

/** No state of dispute lasts longer; after that somebody looks again and enters another. */
export const LONGEST_DISPUTE = 366
/** Who decides what waits: the head, or, where every head has a part in it, the data protection officer; never one of the guardians. */
export const deciders = ['head', 'dpo'] as const
export type Decider = (typeof deciders)[number]
export const headVerdicts = ['approved', 'refused'] as const
const threadStates = ['waits', ...headVerdicts] as const

/** What people write, in several lines: nothing that nobody types. */
const words = (most: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(most),
    z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)),
  )
const named = z.object({ id, display: z.string() })
const ground = z.object({ name: z.enum(refusalGrounds), article: z.string(), standing: z.enum(standings) })
const dispute = z.object({ id, since: day, until: day, reason: z.nullable(z.string()), by: z.nullable(z.string()) })

/** Whether the guardians of a pupil are in dispute, for those who keep the office and have no child in it. Reading it is a fact. */
export const readDispute = endpoint({
  name: 'family.dispute.read',
  method: 'GET',
  path: '/people/:id/dispute',
  purposes: ['safeguarding'],
  reads: 'fact',
  params: byId,
  output: z.object({
    dispute: z.nullable(dispute),
    /** Who would decide what waits; null: all who could have a part in it, and another head has to be named. */
    decider: z.nullable(z.enum(deciders)),
  }),
})

/** From today until a day: copies and deletions that touch what the guardians wrote in together wait for the head. */
export const beginDispute = endpoint({
  name: 'family.dispute.begin',
  method: 'POST',
  path: '/people/:id/dispute',
  purposes: ['safeguarding'],
  params: byId,
  body: z.object({ reason: words(1000), until: day }),
  output: z.object({ id }),
  errors: ['dispute.begun', 'dispute.days', 'dispute.one_guardian'],
})

/** Ends it before its last day: what waited for the head waits no longer. */
export const endDispute = endpoint({
  name: 'family.dispute.end',
  method: 'DELETE',
  path: '/people/:id/dispute',
  purposes: ['safeguarding'],
  params: byId,
  output: z.object({ id }),
  errors: ['dispute.none'],
})

/** How it stands with the conversations that somebody shares with the other guardian: what whoever asked is told. */
export const threadsTold = z.object({
  state: z.enum(threadStates),
  dueOn: day,
  ground: z.nullable(ground),
  answer: z.nullable(z.string()),
})
export type ThreadsTold = z.output<typeof threadsTold>

const headStep = z.object({
  id,
  /** Of the request. */
  ...{ number: z.string(), kind: z.enum(rightKinds), about: named, asker: named },
  /** The law whose articles it is answered by. */
  profile: z.enum(profiles),
  ...{ askedAt: instant, dueOn: day, article: z.string(), standing: z.enum(standings) },
  /** How many conversations it touches. */
  threads: z.int(),
  decided: z.nullable(z.object({ at: instant, verdict: z.enum(headVerdicts), ground: z.nullable(ground) })),
  decider: z.nullable(z.enum(deciders)),
  can: z.object({ decide: z.boolean() }),
})
export type HeadStep = z.output<typeof headStep>

/** Requests that wait for the head, and what was decided within the last year. Reading it is a fact. */
export const listHeadSteps = endpoint({
  name: 'rights.step.list',
  method: 'GET',
  path: '/head-steps',
  purposes: ['legal'],
  reads: 'fact',
  output: z.object({ today: day, steps: z.array(headStep) }),
})

/** The head, or who stands in, lets it go on, or refuses with a ground: a refused deletion ends with that, a copy stays without these conversations. */
export const decideHeadStep = endpoint({
  name: 'rights.step.decide',
  method: 'POST',
  path: '/head-steps/:id/decision',
  purposes: ['legal'],
  params: byId,
  body: z.object({ verdict: z.enum(headVerdicts), ground: z.optional(z.enum(refusalGrounds)), answer: words(2000) }),
  output: z.object({ id }),
  errors: ['rights.already_closed', 'rights.needs_ground'],
})
