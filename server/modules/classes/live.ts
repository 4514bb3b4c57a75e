import type { Finder, Live } from '#kernel/live.ts'
import { decidersOf } from './joining.queries.ts'

/** Who decides about a request: the teachers of its class, and the office; no family learns that another has asked. */
const deciders: Finder = (tx, schoolId, ids) => decidersOf(tx, schoolId, ids)

const waiting = { id: 'joinRequestId', to: deciders } as const

export const classLive = {
  'class.join_request.confirmed': waiting,
  'class.join_request.accepted': waiting,
  'class.join_request.declined': waiting,
  'class.join_request.withdrawn': waiting,
  'class.join_request.undone': waiting,
  'class.join_request.expired': waiting,
} as const satisfies Live
