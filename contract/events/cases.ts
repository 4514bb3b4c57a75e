import * as z from 'zod/mini'
import { tellingWays } from '../corrections.ts'
import { id } from '../endpoint.ts'
import { holdEnds, holdGrounds } from '../holding.ts'
import { objectables } from '../objecting.ts'
import { rightOutcomes } from '../right-request.ts'
import { rightKinds } from '../rights-clocks.ts'
import { type EventRow, none } from './shape.ts'

const kind = z.enum(rightKinds)

export const caseEvents = {
  'rights.requested': { code: 1601, class: 'operation', payload: z.object({ requestId: id, kind }) },
  'rights.withdrawn': { code: 1602, class: 'operation', payload: z.object({ requestId: id, kind }) },
  'rights.decided': {
    code: 1603,
    class: 'operation',
    payload: z.object({ requestId: id, kind, outcome: z.enum(rightOutcomes) }),
  },
  'rights.extended': { code: 1604, class: 'operation', payload: z.object({ requestId: id, kind }) },
  'rights.cases_read': { code: 1605, class: 'access', payload: none },
  'rights.part_read': { code: 1606, class: 'access', payload: none },
  /** What is held of somebody is served for no other purpose any more: all of it, or parts. */
  'rights.restricted': { code: 1608, class: 'operation', payload: z.object({ restrictionId: id, isWhole: z.boolean() }) },
  'rights.restriction_lifting': { code: 1609, class: 'operation', payload: z.object({ restrictionId: id, requestId: id }) },
  'rights.restriction_ended': { code: 1610, class: 'operation', payload: z.object({ restrictionId: id }) },
  'rights.restrictions_read': { code: 1611, class: 'access', payload: none },
  /** Something that serves a purpose passed over somebody who objects to it. */
  'objection.heeded': { code: 1612, class: 'operation', payload: z.object({ to: z.enum(objectables) }) },
  'rights.held': { code: 1613, class: 'operation', payload: z.object({ requestId: id }) },
  'rights.held_told': { code: 1620, class: 'operation', payload: z.object({ requestId: id }) },
  'hold.asked': { code: 1614, class: 'operation', payload: z.object({ holdId: id, ground: z.enum(holdGrounds) }) },
  'hold.signed': { code: 1615, class: 'operation', payload: z.object({ holdId: id }) },
  'hold.reviewed': { code: 1616, class: 'operation', payload: z.object({ holdId: id }) },
  'hold.review_due': { code: 1617, class: 'operation', payload: z.object({ holdId: id }) },
  /** It ended: somebody let go, nobody signed, or nobody looked at it again. */
  'hold.ended': { code: 1618, class: 'operation', payload: z.object({ holdId: id, how: z.enum(holdEnds) }) },
  /** Whoever received what was put right waits to be told of it, or was told: in the app, by letter, or for a reason not at all. */
  'correction.recipients_wait': { code: 1621, class: 'operation', payload: z.object({ requestId: id, waiting: z.int() }) },
  'erasure.recipients_wait': { code: 1625, class: 'operation', payload: z.object({ erasureId: id, waiting: z.int() }) },
  'correction.told': { code: 1622, class: 'operation', payload: z.object({ recipientId: id, how: z.enum(tellingWays) }) },
  'correction.made': { code: 1623, class: 'operation', payload: z.object({ recipientId: id }) },
  'correction.recipients_read': { code: 1624, class: 'access', payload: none },
  'hold.list_read': { code: 1619, class: 'access', payload: none },
  /** The same was asked once more: one request, and its clock does not begin anew. */
  'rights.asked_again': { code: 1607, class: 'operation', payload: z.object({ requestId: id, kind }) },
} as const satisfies Record<string, EventRow>
