import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { accountStates, endings, grantReasons, stateReasons } from '../grants.ts'
import { checkWays, relationsToChild, roles } from '../roles.ts'
import { supportReasons } from '../support-access.ts'
import { type EventRow, none } from './shape.ts'

const source = z.enum(['setup', 'hand', 'key', 'roster', 'demo'])
const edgeChange = z.object({ changeId: id, guardianshipId: id, guardianId: id })
const handOver = z.object({ handOverId: id, fromId: id, toId: id, classes: z.int() })
const delegation = z.object({ delegationId: id, guardianshipId: id })

export const peopleEvents = {
  'person.created': { code: 201, class: 'change', payload: z.object({ source }) },
  'role.granted': {
    code: 202,
    class: 'security',
    payload: z.object({ role: z.enum(roles), why: z.optional(z.enum(grantReasons)), grantId: z.optional(id) }),
  },
  'guardianship.created': {
    code: 203,
    class: 'change',
    payload: z.object({
      guardianshipId: id,
      guardianId: id,
      relation: z.enum(relationsToChild),
      verified: z.optional(z.enum(checkWays)),
    }),
  },
  'person.leaving': { code: 204, class: 'change', payload: z.object({ lastDay: z.optional(z.iso.date()), source }) },
  'guardianship.change_asked': { code: 220, class: 'change', payload: edgeChange },
  'guardianship.change_decided': {
    code: 221,
    class: 'change',
    payload: z.extend(edgeChange, { verdict: z.enum(['countersigned', 'declined', 'withdrawn']) }),
  },
  'guardianship.delegation_made': { code: 222, class: 'change', payload: delegation },
  'guardianship.delegation_begun': { code: 223, class: 'change', payload: z.extend(delegation, { holderId: id }) },
  'guardianship.delegation_ended': { code: 224, class: 'change', payload: delegation },
  'guardianship.delegation_objected': { code: 225, class: 'change', payload: delegation },
  'guardianship.delegation_settled': {
    code: 226,
    class: 'change',
    payload: z.extend(delegation, { verdict: z.enum(['stands', 'ends']) }),
  },
  'guardianship.ended': {
    code: 227,
    class: 'change',
    payload: z.object({ guardianshipId: id, guardianId: id, why: z.enum(['majority', 'delegation', 'pupil']) }),
  },
  'guardianship.granted': { code: 228, class: 'change', payload: z.object({ guardianshipId: id, guardianId: id }) },
  'person.protection_begun': {
    code: 229,
    class: 'security',
    payload: z.object({ kind: z.enum(['marked', 'registered', 'court']), renamed: z.optional(z.boolean()) }),
  },
  'person.protection_ended': { code: 230, class: 'security', payload: none },
  'person.merged': { code: 231, class: 'change', payload: z.object({ mergeId: id, keptId: id, mergedId: id, rows: z.int() }) },
  'person.unmerged': { code: 232, class: 'change', payload: z.object({ mergeId: id, keptId: id, mergedId: id, rows: z.int() }) },
  'person.same_found': { code: 233, class: 'operation', payload: z.object({ pairs: z.int() }) },
  'person.same_decided': {
    code: 234,
    class: 'change',
    payload: z.object({ pairId: id, verdict: z.enum(['merged', 'different']) }),
  },
  'person.merge_previewed': { code: 235, class: 'access', payload: z.object({ otherId: id }) },
  'person.same_read': { code: 236, class: 'access', payload: z.object({ results: z.int() }) },
  'family.adults_changed': {
    code: 237,
    class: 'change',
    payload: z.object({ adultId: id, list: z.enum(['contacts', 'fetching']), change: z.enum(['named', 'changed', 'ended']) }),
  },
  'role.grant_asked': {
    code: 250,
    class: 'security',
    payload: z.object({ role: z.enum(roles), why: z.enum(grantReasons), grantId: id }),
  },
  'role.grant_decided': {
    code: 251,
    class: 'security',
    payload: z.object({ role: z.enum(roles), grantId: id, verdict: z.enum(['granted', 'declined', 'withdrawn']) }),
  },
  'role.ended': { code: 252, class: 'security', payload: z.object({ role: z.enum(roles), why: z.enum(endings) }) },
  'person.state_changed': {
    code: 253,
    class: 'security',
    payload: z.object({ state: z.enum(accountStates), why: z.enum(stateReasons) }),
  },
  'person.orphans_settled': { code: 255, class: 'operation', payload: z.object({ settled: z.int() }) },
  'role.review_opened': { code: 256, class: 'security', payload: z.object({ reviewId: id, grants: z.int() }) },
  'role.review_decided': {
    code: 257,
    class: 'security',
    payload: z.object({ reviewId: id, itemId: id, decision: z.enum(['keep', 'remove', 'silence', 'last']) }),
  },
  'role.review_closed': {
    code: 258,
    class: 'security',
    payload: z.object({ reviewId: id, kept: z.int(), removed: z.int(), silent: z.int() }),
  },
  'role.review_alarm': {
    code: 259,
    class: 'security',
    payload: z.object({ reviewId: id, what: z.enum(['last_administrator']) }),
  },
  'role.review_read': { code: 260, class: 'access', payload: z.object({ results: z.int() }) },
  'role.review_reminded': { code: 261, class: 'operation', payload: z.object({ reviewId: id, mails: z.int() }) },
  'support.access_asked': {
    code: 262,
    class: 'security',
    payload: z.object({ accessId: id, reason: z.enum(supportReasons), withNames: z.boolean() }),
  },
  'support.access_decided': {
    code: 263,
    class: 'security',
    payload: z.object({ accessId: id, verdict: z.enum(['consented', 'declined']) }),
  },
  'support.access_ended': { code: 264, class: 'security', payload: z.object({ accessId: id, why: z.enum(['ended', 'time']) }) },
  'hand_over.made': { code: 270, class: 'change', payload: handOver },
  'hand_over.undone': { code: 271, class: 'change', payload: handOver },
  'hand_over.seen': { code: 272, class: 'access', payload: z.object({ results: z.int() }) },
  'hand_over.previewed': { code: 273, class: 'access', payload: z.object({ results: z.int() }) },
  'class.teacher_changed': {
    code: 274,
    class: 'change',
    payload: z.object({ classId: id, change: z.enum(['begun', 'ended']) }),
  },
} as const satisfies Record<string, EventRow>
