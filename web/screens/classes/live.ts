import { listJoinRequests } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import type { Fresh } from '../../live/fresh.ts'

const waiting = [listJoinRequests, readMe] as const

export const classFresh: Fresh = {
  'class.join_request.confirmed': waiting,
  'class.join_request.accepted': waiting,
  'class.join_request.declined': waiting,
  'class.join_request.withdrawn': waiting,
  'class.join_request.undone': waiting,
  'class.join_request.expired': waiting,
}
