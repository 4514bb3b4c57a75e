import { readFeed } from '#contract/feed.ts'
import { readPostPhotos } from '#contract/photos.ts'
import { listDrafts, readPost, readVersions } from '#contract/posts.ts'
import { arrive } from '../../live/arrivals.ts'
import type { Fresh } from '../../live/fresh.ts'
import { isOwn } from '../../live/own.ts'

/** What was said anew waits until the reader wishes to see it; what changed is changed where it stands. */
export const postFresh: Fresh = {
  'post.published': (client, id) => {
    if (!isOwn(id)) arrive(id)
    void client.invalidateQueries({ queryKey: [readFeed.name], refetchType: 'none' })
  },
  'post.edited': [readFeed, readPost],
  'post.withdrawn': [readFeed, readPost],
  'photo.removed': [readFeed, readPost, readPostPhotos, readVersions],
  'post.answered': [readFeed, readPost],
  'post.answer_withdrawn': [readFeed, readPost],
  // A pin moves posts: who reads sees it the next time.
  'post.pinned': (client) => void client.invalidateQueries({ queryKey: [readFeed.name], refetchType: 'none' }),
  'post.unpinned': (client) => void client.invalidateQueries({ queryKey: [readFeed.name], refetchType: 'none' }),
  'post.drafted': [listDrafts],
  'post.scheduled': [listDrafts],
}
