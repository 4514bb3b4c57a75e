import type { Finder, Live } from '#kernel/live.ts'
import { placesOfPosts } from './audiences.queries.ts'

const whereItStands: Finder = async (tx, schoolId, ids) =>
  (await placesOfPosts(tx, schoolId, ids)).map(({ postId, audienceId }) => ({ id: postId, audienceId }))

const standing = { id: 'postId', to: whereItStands } as const
const own = { id: 'postId', to: 'actor' } as const

/** What a feed or a post's page that is open has to know of. A tap of thanks is seen when one looks again: sixty phones need not ask for it. */
export const postLive = {
  'post.published': { id: 'postId', to: 'audience' },
  'post.edited': standing,
  'post.withdrawn': standing,
  'photo.removed': standing,
  'post.pinned': standing,
  'post.unpinned': standing,
  'post.answered': standing,
  'post.answer_withdrawn': standing,
  'post.drafted': own,
  'post.scheduled': own,
} as const satisfies Live
