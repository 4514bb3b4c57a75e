import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant, line } from './endpoint.ts'
import { adult } from './family-adults.ts'
import { relationsToChild } from './roles.ts'

/** What a guardian may do for a child. */
export const scopes = ['feed', 'progress', 'message', 'absence', 'sign', 'pick_up', 'pay', 'other_guardian', 'copies'] as const
export type Scope = (typeof scopes)[number]

/** How a guardian stands to a child, and what that allows until somebody ticks otherwise. */
export const presets = {
  equal: ['feed', 'progress', 'message', 'absence', 'sign', 'pick_up', 'pay', 'copies'],
  information: ['feed', 'progress', 'copies'],
  court_restricted: ['progress', 'copies'],
  no_contact: [],
  foster: ['feed', 'progress', 'message', 'absence', 'sign', 'pick_up'],
  relative: ['feed'],
} as const satisfies Record<string, readonly Scope[]>
export type Preset = keyof typeof presets
export const presetNames = Object.keys(presets) as [Preset, ...Preset[]]

/** What can be lent: not what only a parent decides, nor copies of everything that is held. */
export const lendable = ['feed', 'progress', 'message', 'absence', 'pick_up'] as const satisfies readonly Scope[]

const scope = z.enum(scopes)
const preset = z.enum(presetNames)
const relation = z.enum(relationsToChild)
const someone = z.object({ id, display: z.string() })

const change = z.object({
  id,
  preset,
  scopes: z.array(scope),
  before: preset,
  askedAt: instant,
  askedBy: z.nullable(z.string()),
  decidedAt: z.nullable(instant),
  decidedBy: z.nullable(z.string()),
  verdict: z.nullable(z.enum(['countersigned', 'declined', 'withdrawn'])),
  reference: z.string(),
  isOwn: z.boolean(),
})
const lent = z.object({
  id,
  name: z.string(),
  relation,
  scopes: z.array(scope),
  until: instant,
  state: z.enum(['waiting', 'holds', 'rests', 'ended']),
  /** By whom, where that may be known. */
  by: z.nullable(z.string()),
  isOwn: z.boolean(),
  objected: z.boolean(),
})
const edge = z.object({
  id,
  guardian: someone,
  relation,
  preset,
  scopes: z.array(scope),
  holds: z.boolean(),
  source: z.enum(['class_key', 'roster', 'office', 'delegation', 'pupil']),
  version: z.int(),
})
const named = { id, version: z.int(), source: z.enum(['roster', 'office', 'guardian']) }
const contacts = z.array(z.extend(adult, { ...named, place: z.int() }))
const adults = z.array(z.extend(adult, { ...named, from: day, until: z.nullable(day) }))

/** The guardians of a pupil and what each may do; whom to call; who may fetch. Changes and protection are for those who decide them. */
export const readFamily = endpoint({
  name: 'family.read',
  method: 'GET',
  path: '/people/:id/family',
  purposes: ['family_communication', 'attendance', 'enrolment', 'safeguarding', 'administration'],
  reads: 'fact',
  params: byId,
  output: z.object({
    pupil: someone,
    /** Pupils who have a guardian in common with this one, as far as the reader knows both. */
    siblings: z.array(someone),
    edges: z.array(edge),
    changes: z.array(z.extend(change, { edgeId: id })),
    lent: z.array(lent),
    contacts,
    adults,
    protection: z.nullable(
      z.object({ kind: z.enum(['marked', 'registered', 'court']), alias: z.string(), reference: z.string() }),
    ),
    can: z.object({ ask: z.boolean(), countersign: z.boolean(), settle: z.boolean(), protect: z.boolean(), name: z.boolean() }),
  }),
})

/** Asks for other rights of a guardian: an administrator or the head, with the reference of the document. Holds once it is countersigned. */
export const askChange = endpoint({
  name: 'guardianship.change.ask',
  method: 'POST',
  path: '/guardianships/:id/changes',
  purposes: ['safeguarding'],
  params: byId,
  body: z.object({ preset, scopes: z.array(scope).check(z.maxLength(scopes.length)), reference: line(200) }),
  output: z.object({ id }),
  errors: ['version_conflict', 'guardianship.change_waiting', 'guardianship.ended'],
})

/** A second person countersigns or declines; whoever asked may only take it back. */
export const decideChange = endpoint({
  name: 'guardianship.change.decide',
  method: 'POST',
  path: '/guardianship-changes/:id/verdict',
  confirmed: true,
  purposes: ['safeguarding'],
  params: byId,
  body: z.object({ verdict: z.enum(['countersigned', 'declined']) }),
  output: z.object({ id, verdict: z.enum(['countersigned', 'declined', 'withdrawn']) }),
  errors: ['guardianship.own_signature', 'guardianship.change_decided', 'guardianship.changed_meanwhile'],
})

/** A guardian's own page: what one may do for which child, what one lent or was told of; of a pupil, who may do what. */
export const readMyFamily = endpoint({
  name: 'family.mine',
  method: 'GET',
  path: '/family',
  offline: true,
  purposes: ['self', 'family_communication'],
  output: z.object({
    children: z.array(
      z.object({
        ...{ id, display: z.string(), edgeId: id, scopes: z.array(scope), canLend: z.boolean() },
        /** Names of the other guardians, for whom they may be known. */
        others: z.array(z.string()),
        lent: z.array(lent),
        /** Whom the reader has named for this child, and what the reader may name. */
        ...{ contacts, adults, mayName: z.object({ contacts: z.boolean(), adults: z.boolean() }) },
      }),
    ),
    /** Of somebody who is a pupil: the guardians, and whether one decides about them oneself. */
    self: z.object({ isOfAge: z.boolean(), mayUseRights: z.boolean(), guardians: z.array(edge) }),
  }),
})

/** A guardian lends some rights to somebody until a day. */
export const lend = endpoint({
  name: 'guardianship.delegation.lend',
  method: 'POST',
  path: '/guardianships/:id/delegations',
  purposes: ['family_communication'],
  params: byId,
  body: z.object({
    name: line(200),
    email: z.optional(z.email().check(z.maxLength(254))),
    relation,
    scopes: z.array(z.enum(lendable)).check(z.minLength(1), z.maxLength(lendable.length)),
    until: day,
  }),
  output: z.object({ id }),
  errors: ['delegation.not_yours', 'delegation.too_long', 'delegation.too_many'],
})

export const endDelegation = endpoint({
  name: 'guardianship.delegation.end',
  method: 'POST',
  path: '/delegations/:id/end',
  purposes: ['family_communication'],
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
  errors: ['delegation.over'],
})

/** The other guardian objects: it rests at once, until the head has decided. */
export const objectToDelegation = endpoint({
  name: 'guardianship.delegation.object',
  method: 'POST',
  path: '/delegations/:id/objection',
  purposes: ['family_communication'],
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
  errors: ['delegation.over', 'delegation.objected'],
})

export const settleDelegation = endpoint({
  name: 'guardianship.delegation.settle',
  method: 'POST',
  path: '/delegations/:id/verdict',
  purposes: ['safeguarding'],
  params: byId,
  body: z.object({ verdict: z.enum(['stands', 'ends']) }),
  output: z.object({ id }),
  errors: ['delegation.not_objected'],
})

/** Somebody of age lets one of their former guardians in again, or out. */
export const grantAgain = endpoint({
  name: 'guardianship.grant',
  method: 'POST',
  path: '/guardianships/:id/grant',
  purposes: ['self'],
  params: byId,
  body: z.object({ scopes: z.array(scope).check(z.maxLength(scopes.length)) }),
  output: z.object({ id }),
  errors: ['guardianship.not_of_age'],
})

/**
 * Hides where somebody can be found: lists and mails show the alias, no photograph or list leaves the house with them in it, those that are there
 * already are shown to nobody but the family and those who run the school, and a user name that tells the name is replaced.
 */
export const protect = endpoint({
  name: 'person.protection.begin',
  method: 'POST',
  path: '/people/:id/protection',
  purposes: ['safeguarding'],
  params: byId,
  body: z.object({
    kind: z.enum(['marked', 'registered', 'court']),
    alias: line(100),
    reference: line(200),
    /** A user name that tells the name is replaced in any case; any other one, where this says so. */
    rename: z.optional(z.boolean()),
  }),
  /** The new user name, to be handed over in person; null: it stays. */
  output: z.object({ id, username: z.nullable(z.string()) }),
  errors: ['protection.begun'],
})

export const endProtection = endpoint({
  name: 'person.protection.end',
  method: 'DELETE',
  path: '/people/:id/protection',
  purposes: ['safeguarding'],
  params: byId,
  output: z.object({ id }),
  errors: ['protection.none'],
})
