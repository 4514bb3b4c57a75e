import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { locales } from './locales.ts'
import { objectables } from './objecting.ts'
import { fieldOfMap, rightWords } from './right-words.ts'
import { arrivals, writtenAs } from './rights-clocks.ts'

/** What can be written down at the desk: everything that may be asked, and what only comes on paper. */
export const openable = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'human',
  'complaint',
  'hearing',
  'deindexing',
  'withdrawal',
] as const

/**
 * Writes down what somebody asked by letter, on the telephone, or at the door: a case like any other, whose clock runs from the day it came.
 * A consent that is taken back no longer holds from then on, as if they had tapped it themselves.
 */
export const openCase = endpoint({
  name: 'rights.case.open',
  method: 'POST',
  path: '/people/:id/rights-cases',
  once: true,
  purposes: ['legal'],
  params: byId,
  body: z.object({
    ...{ kind: z.enum(openable), askedBy: id, receivedOn: day, words: rightWords },
    came: z.enum(arrivals),
    identity: z.enum(writtenAs),
    field: z.optional(fieldOfMap),
    purpose: z.optional(z.enum(objectables)),
    /** Of a complaint or a hearing: the refusal that it is about. */
    follows: z.optional(id),
    /** Of a consent that is taken back: which. */
    policyId: z.optional(id),
  }),
  output: z.object({
    ...{ id, number: z.string(), dueOn: day, isAgain: z.boolean() },
    /** Of an erasure: what leads to its certificate, for the letter. */
    code: z.nullable(z.string()),
  }),
  errors: ['rights.not_here', 'rights.not_theirs', 'rights.nothing_refused', 'rights.not_yet_received', 'rights.nothing_agreed'],
})

/** Who may ask something about somebody, and what: the kinds that the law there knows, what they have agreed to, and which values may be wrong. */
export const listAskers = endpoint({
  name: 'rights.case.askers',
  method: 'GET',
  path: '/people/:id/rights-askers',
  purposes: ['legal'],
  reads: 'fact',
  params: byId,
  query: z.object({ locale: z.optional(z.enum(locales)) }),
  output: z.object({
    kinds: z.array(z.enum(openable)),
    fields: z.array(z.object({ field: fieldOfMap, label: z.string() })),
    askers: z.array(z.object({ id, display: z.string(), agreed: z.array(id) })),
    refused: z.array(z.object({ id, number: z.string(), askedBy: id, mayBeHeard: z.boolean() })),
  }),
})

/** Places one's own words with a record, after a hearing has left it as it was: whoever reads the record reads them, too. */
export const placeStatement = endpoint({
  name: 'rights.statement.place',
  method: 'POST',
  path: '/rights-requests/:id/statement',
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  body: z.object({ words: rightWords }),
  output: z.object({ id }),
  errors: ['rights.nothing_refused', 'rights.already_closed'],
})

/** What somebody says is wrong in this record and nobody has decided yet, and what stands beside it for good. By whom is not told. */
export const readContested = endpoint({
  name: 'rights.contested',
  method: 'GET',
  path: '/people/:id/contested',
  purposes: ['teaching', 'class_life', 'family_communication', 'administration'],
  params: byId,
  query: z.object({ locale: z.optional(z.enum(locales)) }),
  output: z.object({
    contested: z.array(z.object({ what: z.nullable(z.string()), since: instant })),
    statements: z.array(z.object({ what: z.nullable(z.string()), words: z.string(), since: instant })),
  }),
})
