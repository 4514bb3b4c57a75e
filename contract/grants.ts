import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant, line } from './endpoint.ts'
import { roles } from './roles.ts'

/** The roles that one person gives another. Pupils and guardians come by lists and class keys; an operator is only at the machine. */
export const givenRoles = ['administrator', 'head', 'office', 'teacher', 'substitute', 'dpo', 'support'] as const
export type GivenRole = (typeof givenRoles)[number]

/** Why somebody is given a role. */
export const grantReasons = ['post', 'replacement', 'duty', 'handover', 'technical'] as const
/** Why a role ends, where somebody ends it. */
export const endReasons = ['left', 'mistake', 'not_needed', 'security'] as const
/** Every way in which a role has ended. */
export const endings = [...endReasons, 'review', 'silence', 'date', 'replaced'] as const

/** Nobody is given a role for longer than a school year and its holidays. */
export const mostGrantDays = 400

/** Where somebody stands with the school. */
export const accountStates = ['invited', 'active', 'suspended', 'leaving', 'alumni_locked', 'guidance', 'archived'] as const
export const stateReasons = ['set_up', 'office', 'roster', 'class_key', 'self', 'retention', 'right', 'security'] as const

const granted = z.object({
  id,
  role: z.enum(roles),
  reason: z.enum(['set_up', 'office', 'roster', 'class_key', 'grant']),
  why: z.nullable(z.enum(grantReasons)),
  note: z.nullable(z.string()),
  from: instant,
  until: z.nullable(instant),
  by: z.nullable(z.string()),
  /** Who asked, where another decided. */
  askedBy: z.nullable(z.string()),
  isLive: z.boolean(),
  ended: z.nullable(z.enum(endings)),
  canEnd: z.boolean(),
})
const waiting = z.object({
  id,
  role: z.enum(givenRoles),
  why: z.enum(grantReasons),
  note: z.nullable(z.string()),
  until: instant,
  askedAt: instant,
  askedBy: z.nullable(z.string()),
  isOwn: z.boolean(),
  canDecide: z.boolean(),
})
const state = z.object({
  state: z.enum(accountStates),
  reason: z.enum(stateReasons),
  from: instant,
  until: z.nullable(instant),
  by: z.nullable(z.string()),
})

/** What somebody may do in the school and why: roles with who gave them and until when, what waits for a second person, the state of the account. */
export const readPersonAccess = endpoint({
  name: 'person.access.read',
  method: 'GET',
  path: '/people/:id/access',
  purposes: ['security', 'administration'],
  reads: 'fact',
  params: byId,
  output: z.object({
    person: z.object({ id, display: z.string() }),
    roles: z.array(granted),
    waiting: z.array(waiting),
    states: z.array(state),
    isLocked: z.boolean(),
    /** The day on which what is given ends unless another is named. */
    endsOn: day,
    can: z.object({ give: z.array(z.enum(givenRoles)), changeState: z.boolean() }),
    classes: z.array(z.object({ id, label: z.string() })),
  }),
})

/** Gives a role, with why and until when; an administrator's waits for a second person. */
export const giveRole = endpoint({
  name: 'role.grant',
  method: 'POST',
  path: '/people/:id/roles',
  purposes: ['security', 'administration'],
  confirmed: true,
  params: byId,
  body: z.object({
    role: z.enum(givenRoles),
    why: z.enum(grantReasons),
    note: z.optional(line(500)),
    until: z.optional(day),
    /** The class that a substitute takes. */
    classId: z.optional(id),
  }),
  output: z.object({ id, state: z.enum(['granted', 'waiting']) }),
  errors: [
    'grant.to_oneself',
    'grant.to_a_pupil',
    'grant.held',
    'grant.waiting',
    'grant.too_long',
    'grant.class_missing',
    'account.locked',
  ],
})

/** A second person gives what one has asked for, or does not; whoever asked may only take it back. */
export const decideGrant = endpoint({
  name: 'role.grant.decide',
  method: 'POST',
  path: '/grant-requests/:id/verdict',
  purposes: ['security', 'administration'],
  confirmed: true,
  params: byId,
  body: z.object({ verdict: z.enum(['granted', 'declined']) }),
  output: z.object({ id, verdict: z.enum(['granted', 'declined', 'withdrawn']) }),
  errors: ['grant.own_signature', 'grant.to_oneself', 'grant.decided', 'grant.held', 'grant.over', 'account.locked'],
})

/** Ends a role now; nobody ends that of the last administrator. */
export const endRole = endpoint({
  name: 'role.end',
  method: 'POST',
  path: '/roles/:id/end',
  purposes: ['security', 'administration'],
  confirmed: true,
  params: byId,
  body: z.object({ why: z.enum(endReasons) }),
  output: z.object({ id }),
  errors: ['grant.over', 'grant.last_administrator'],
})

/** Shuts somebody out at once, until somebody lets them in again. */
export const suspendPerson = endpoint({
  name: 'person.suspend',
  method: 'POST',
  path: '/people/:id/suspension',
  purposes: ['security', 'safeguarding'],
  confirmed: true,
  params: byId,
  body: z.object({ reason: z.enum(['security', 'office']) }),
  output: z.object({ id }),
  errors: ['account.oneself', 'account.not_yours', 'account.locked', 'grant.last_administrator'],
})

/** Lets somebody in again, as they were before. */
export const reactivatePerson = endpoint({
  name: 'person.reactivate',
  method: 'POST',
  path: '/people/:id/reactivation',
  purposes: ['security', 'administration'],
  confirmed: true,
  params: byId,
  output: z.object({ id, state: z.enum(accountStates) }),
  errors: ['account.not_yours', 'account.not_locked'],
})

/** Somebody leaves the school: they may fetch what is theirs until a day, and then nothing. */
export const startLeaving = endpoint({
  name: 'person.leave',
  method: 'POST',
  path: '/people/:id/leaving',
  purposes: ['administration', 'enrolment'],
  confirmed: true,
  params: byId,
  body: z.object({ until: day }),
  output: z.object({ id }),
  errors: ['account.oneself', 'account.not_yours', 'account.locked', 'grant.too_long', 'grant.last_administrator'],
})

/** Why a record seems to belong to nobody who is in the school. */
export const orphanReasons = ['no_role', 'no_class', 'not_in_lists'] as const

/** Accounts that nothing of the school explains any more: staff whose roles have ended or whom no list brings, pupils in no class this year. */
export const listOrphans = endpoint({
  name: 'person.orphan.list',
  method: 'GET',
  path: '/orphans',
  purposes: ['security', 'administration'],
  reads: 'fact',
  output: z.object({
    people: z.array(
      z.object({
        id,
        display: z.string(),
        sort: z.string(),
        roles: z.array(z.enum(roles)),
        why: z.enum(orphanReasons),
        hasAccount: z.boolean(),
      }),
    ),
  }),
})

/** Lets many leave or shuts them out, at once; who is none of these any more is left alone. */
export const settleOrphans = endpoint({
  name: 'person.orphan.settle',
  method: 'POST',
  path: '/orphans/settlement',
  purposes: ['security', 'administration'],
  confirmed: true,
  body: z.object({
    people: z.array(id).check(z.minLength(1), z.maxLength(2000)),
    what: z.enum(['leave', 'suspend']),
  }),
  output: z.object({ settled: z.int(), left: z.int() }),
})
