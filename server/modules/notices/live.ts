import type { Finder, Live } from '#kernel/live.ts'
import { openPlaces } from './notices.queries.ts'

const whereItStands: Finder = async (tx, schoolId, ids) =>
  (await openPlaces(tx, schoolId, ids)).map(({ noticeId, audienceId }) => ({ id: noticeId, audienceId }))

const standing = { id: 'noticeId', to: whereItStands } as const
const own = { id: 'noticeId', to: 'actor' } as const

/** What an open list of notices has to know of. How far one has come is seen when one looks again: a school that confirms need not be asked for at each tap. */
export const noticeLive = {
  'notice.addressed': { id: 'noticeId', to: 'audience' },
  'notice.corrected': standing,
  'notice.withdrawn': standing,
  'notice.drafted': own,
  'notice.scheduled': own,
  'notice.seen': own,
  'notice.confirmed': own,
} as const satisfies Live
