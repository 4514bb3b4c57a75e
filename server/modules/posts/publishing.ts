import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import * as places from './audiences.queries.ts'
import * as queries from './posts.queries.ts'

/**
 * Publishes what waited for its hour, in the name of whoever wrote it, if they still speak to those whom it is for; else it is a draft again.
 * Asked twice, or before an hour that was moved, it does nothing.
 */
export const publishDue = job(
  'post.publish_due',
  'class_life',
  z.object({ postId: z.uuid() }),
  async ({ payload: { postId }, schoolId, unit }) => {
    await unit(async ({ tx, now, emit }) => {
      const post = await queries.postById(tx, schoolId, postId)
      if (post?.state !== 'scheduled' || !post.publishAt || post.publishAt > now) return
      const audiences = (await places.audiencesOf(tx, schoolId, postId)).map(({ audienceId }) => audienceId)
      const voices = await places.voicesAmong(tx, post.authorId, audiences)
      const isTheirs = post.authorId !== null && voices.length === audiences.length
      const hour = isTheirs
        ? ({ state: 'published', publishAt: null, publishedAt: now } as const)
        : ({ state: 'draft', publishAt: null, publishedAt: null } as const)
      if (!(await queries.setHour(tx, schoolId, postId, hour, now))) throw new Error('moved meanwhile: the next try sees it')
      if (isTheirs) for (const audience of audiences) emit('post.published', { postId, audienceId: audience }, { audience })
      else emit('post.held_back', { postId })
    })
  },
)
