import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { givenRoles, grantReasons } from './grants.ts'

/** How long there is to say something about every role. */
export const reviewDays = 14

/** What became of a role: kept, removed, removed in silence, kept because nobody else would administer, or over before. */
export const reviewDecisions = ['keep', 'remove', 'silence', 'last', 'ended'] as const

const item = z.object({
  id,
  person: z.object({ id, display: z.string(), sort: z.string() }),
  role: z.enum(givenRoles),
  why: z.nullable(z.enum(grantReasons)),
  from: instant,
  until: z.nullable(instant),
  decision: z.nullable(z.enum(reviewDecisions)),
  by: z.nullable(z.string()),
  /** One's own role is for somebody else to look at. */
  canDecide: z.boolean(),
})

/** The review that runs, or the last one: every role of staff, and how far it is. */
export const readAccessReview = endpoint({
  name: 'role.review.read',
  method: 'GET',
  path: '/access-review',
  purposes: ['security'],
  reads: 'fact',
  output: z.object({
    review: z.nullable(
      z.object({
        id,
        openedAt: instant,
        dueAt: instant,
        closedAt: z.nullable(instant),
        decided: z.int(),
        /** Where a role would have been removed in silence and was not, since nobody else would administer the school. */
        alarm: z.boolean(),
        items: z.array(item),
      }),
    ),
    canOpen: z.boolean(),
  }),
})

/** Opens a review of every role of staff, besides the one of each quarter. */
export const openAccessReview = endpoint({
  name: 'role.review.open',
  method: 'POST',
  path: '/access-reviews',
  purposes: ['security'],
  output: z.object({ id, grants: z.int() }),
  errors: ['review.open_already'],
})

/** Keeps or removes roles: somebody who is not the holder, as long as the review runs. */
export const decideAccessReview = endpoint({
  name: 'role.review.decide',
  method: 'POST',
  path: '/access-reviews/:id/decisions',
  purposes: ['security'],
  confirmed: true,
  params: byId,
  body: z.object({ items: z.array(id).check(z.minLength(1), z.maxLength(2000)), decision: z.enum(['keep', 'remove']) }),
  output: z.object({ decided: z.int(), left: z.int() }),
  errors: ['review.closed', 'grant.last_administrator'],
})
