import * as z from 'zod/mini'
import { toldRecipient } from './corrections.ts'
import { threadsTold } from './disputes.ts'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { locales } from './locales.ts'
import { objectables } from './objecting.ts'
import { refusalGrounds } from './refusal-grounds.ts'
import { restrictableParts } from './restricting.ts'
import { rightOutcomes, rightRequest } from './right-request.ts'
import { fieldOfMap, rightWords as words } from './right-words.ts'
import { rightKinds } from './rights-clocks.ts'
import { profiles } from './roles.ts'

/** The restriction that was granted, for as long as there is something to say of it. */
const standing = z.object({
  id,
  parts: z.nullable(z.array(z.enum(restrictableParts))),
  fromAt: instant,
  liftsAt: z.nullable(instant),
})
export type MyRequest = z.output<typeof listMyRights.output>['requests'][number]

/** What the reader has asked for, for oneself and for one's children, with the clock of each. What another guardian asks is nobody else's. */
export const listMyRights = endpoint({
  name: 'rights.mine',
  method: 'GET',
  path: '/rights-requests',
  purposes: ['self'],
  output: z.object({
    /** Since when the reader has a key for after they leave. */
    keyMadeAt: z.nullable(instant),
    requests: z.array(
      z.extend(rightRequest, {
        restriction: z.nullable(standing),
        /** Of a copy: the code that another Préau fetches it with, while it works or once it was used. */
        carried: z.nullable(z.object({ until: instant, usedAt: z.nullable(instant) })),
        /** Of a copy that somebody looked through: how many places in it are covered. */
        covered: z.nullable(z.int()),
        /** After a refusal, or a copy with covered places: what may follow it. */
        next: z.array(z.enum(['complaint', 'hearing', 'statement'])),
        /** Of a correction that was granted: who had received it, and was told. */
        told: z.array(toldRecipient),
        /** Of what touches conversations shared with a guardian one is in dispute with: whether the head has said so. */
        threads: z.nullable(threadsTold),
      }),
    ),
  }),
})

const asked = z.object({ id, number: z.string(), dueOn: day, isAgain: z.boolean(), linkUntil: z.nullable(instant) })

/** Asks for a copy, or says that something is wrong. The same asked twice is one request; nothing is refused, what comes too fast waits. */
export const askRight = endpoint({
  name: 'rights.ask',
  method: 'POST',
  path: '/people/:id/rights-requests',
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  body: z.object({
    kind: z.enum(['access', 'portability', 'rectification']),
    field: z.optional(fieldOfMap),
    words: z.optional(words),
    byHand: z.optional(z.boolean()), // of a copy: somebody looks it through; otherwise it is ready at once
  }),
  output: asked,
  errors: ['rights.nothing_said', 'too_many_tries'],
})

/** Asks that something is no longer done: erased, restricted, or no longer used for a purpose. For a child only those who decide about it. */
export const demandRight = endpoint({
  name: 'rights.demand',
  method: 'POST',
  path: '/people/:id/rights-demands',
  confirmed: true,
  once: true,
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  body: z.object({
    kind: z.enum(['erasure', 'restriction', 'objection', 'deindexing']),
    words: z.optional(words),
    purpose: z.optional(z.enum(objectables)),
  }),
  output: z.extend(asked, {
    coolsUntil: z.nullable(instant),
    /** Leads to the certificate once it is done; shown once, for afterwards there may be nobody left to show it to. */
    code: z.nullable(z.string()),
  }),
  errors: ['rights.nothing_said', 'rights.not_here', 'too_many_tries'],
})

/** A question or a complaint that somebody of the school answers; a child may put it, too. `follows`: a refusal, to be looked at by another, or heard. */
export const askHuman = endpoint({
  name: 'rights.ask_human',
  method: 'POST',
  path: '/people/:id/rights-questions',
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  body: z.object({ words, kind: z.optional(z.enum(['human', 'complaint', 'hearing'])), follows: z.optional(id) }),
  output: asked,
  errors: ['rights.not_here', 'rights.nothing_refused', 'too_many_tries'],
})

/** Takes back what has not been answered; an objection also afterwards: what had stopped goes on. */
export const withdrawRight = endpoint({
  name: 'rights.withdraw',
  method: 'POST',
  path: '/rights-requests/:id/withdrawal',
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
  errors: ['rights.already_closed'],
})

/** What was asked for, as long as it can be fetched; the archive itself is at `export.zip` of the same request. */
export const readPackage = endpoint({
  name: 'rights.package',
  method: 'GET',
  path: '/rights-requests/:id/package',
  confirmed: true,
  purposes: ['self', 'legal'],
  params: byId,
  output: z.object({
    ...{ personId: id, only: z.nullable(z.literal('portable')), until: instant },
    copy: z.nullable(id), // the request whose covered places hold for it
  }),
  errors: ['rights.link_over'],
})

const case_ = z.extend(rightRequest, {
  /** The law whose articles it is answered by. */
  profile: z.enum(profiles),
  asker: z.object({ id, display: z.string() }),
  /** Others of the same kind about the same person that are open, too. */
  twins: z.int(),
  /** It touches what two guardians in dispute wrote in together: it can be carried out once the head has said so. */
  needsHead: z.boolean(),
  can: z.object({
    ...{ decide: z.boolean(), grant: z.boolean(), extend: z.boolean(), erase: z.boolean(), prepare: z.boolean() },
    ...{ establish: z.boolean(), confirm: z.boolean() },
    /** Whoever asked cannot fetch the given copy: the desk takes it along. */
    take: z.boolean(),
  }),
})
export type RightCase = z.output<typeof case_>

/** A case of somebody who was erased: that there was one, how it ended, and the certificate; nobody stands in it any more. */
const gone = z.object({
  ...{ id, number: z.string(), kind: z.enum(rightKinds), profile: z.enum(profiles), askedAt: instant, dueOn: day },
  ...{ closedAt: instant, outcome: z.enum(rightOutcomes) },
  certificate: z.object({
    ...{ madeAt: instant, deleted: z.int(), detached: z.int(), kept: z.int(), keys: z.int() },
    keptUntil: z.nullable(day),
  }),
})
export type GoneCase = z.output<typeof gone>

/** Every request of the school with its clock, those that are due first. Reading it is a fact. */
export const listRightCases = endpoint({
  name: 'rights.case.list',
  method: 'GET',
  path: '/rights-cases',
  purposes: ['legal'],
  reads: 'fact',
  output: z.object({ today: day, cases: z.array(case_), gone: z.array(gone) }),
})

/** Grants, refuses with a ground that the law gives for such a request, or says that it is the same as another. */
export const decideRight = endpoint({
  name: 'rights.case.decide',
  method: 'POST',
  path: '/rights-cases/:id/decision',
  purposes: ['legal'],
  params: byId,
  body: z.object({
    outcome: z.enum(['granted', 'refused', 'duplicate']),
    ground: z.optional(z.enum(refusalGrounds)),
    answer: words,
    /** Of a restriction that is granted: which parts; without them everything. */
    parts: z.optional(z.array(z.enum(restrictableParts)).check(z.minLength(1), z.maxLength(4))),
  }),
  output: z.object({ id }),
  errors: ['rights.already_closed', 'rights.needs_ground', 'rights.carry_out', 'rights.own_decision', 'rights.not_established'],
})

/** Moves the last day by what the law allows, once, and says so to whoever asked. */
export const extendRight = endpoint({
  name: 'rights.case.extend',
  method: 'POST',
  path: '/rights-cases/:id/extension',
  purposes: ['legal'],
  params: byId,
  body: z.object({ answer: words }),
  output: z.object({ id, dueOn: day }),
  errors: ['rights.already_closed', 'rights.no_extension'],
})

/** Carries out the erasure that somebody asked for, once it has been thought over. The code that they hold leads to its certificate. */
export const carryOutErasure = endpoint({
  name: 'rights.case.erase',
  method: 'POST',
  path: '/rights-cases/:id/erasure',
  confirmed: true,
  purposes: ['legal'],
  params: byId,
  query: z.object({ locale: z.optional(z.enum(locales)) }),
  output: z.object({
    /** Until when a hold delays it at most; then nothing has gone yet. It is carried out when the hold ends. */
    heldUntil: z.nullable(day),
    erasureId: z.nullable(id),
    ...{ deleted: z.int(), detached: z.int(), kept: z.int(), keys: z.int() },
    keptUntil: z.nullable(day),
    holdsEverywhereBy: z.nullable(day),
  }),
  errors: ['rights.already_closed', 'rights.not_established', 'rights.cooling', 'rights.needs_head', 'erasure.of_oneself'],
})
