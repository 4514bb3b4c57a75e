import type { Permission } from '#kernel/permissions.ts'

const speakers = ['school.teacher', 'school.office_at_work'] as const
const seers = ['post.reader', 'post.author', 'post.office'] as const
const holders = ['post.author', 'post.office_at_work'] as const

export const postPermissions = {
  'feed.read': { on: 'school', allow: ['school.member'] },
  'audience.list': { on: 'school', allow: speakers },
  'post.drafts': { on: 'school', allow: speakers },
  'post.write': { on: 'school', allow: speakers },
  'post.read': { on: 'post', allow: seers },
  'post.versions': { on: 'post', allow: seers },
  'post.readers': { on: 'post', allow: seers },
  'post.photo_readers': { on: 'post', allow: seers },
  'post.edit': { on: 'post', allow: ['post.author'] },
  'post.publish': { on: 'post', allow: ['post.author'] },
  'post.withdraw': { on: 'post', allow: holders },
  'post.pin': { on: 'post', allow: holders },
  'post.unpin': { on: 'post', allow: holders },
  'post.comment.write': { on: 'post', allow: ['post.answerer'] },
  'post.comment.withdraw': {
    on: 'postComment',
    allow: ['post_comment.author', 'post_comment.asker', 'post_comment.office_at_work'],
  },
  'post.react': { on: 'post', allow: ['post.reader'] },
} as const satisfies Record<string, Permission>
