import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { reactions } from '../posts.ts'
import type { EventRow } from './shape.ts'

const post = z.object({ postId: id })

export const postEvents = {
  'post.drafted': { code: 1001, class: 'operation', payload: post },
  'post.scheduled': { code: 1002, class: 'operation', payload: post },
  'post.published': { code: 1003, class: 'operation', payload: z.extend(post, { audienceId: id }) },
  'post.edited': { code: 1004, class: 'operation', payload: z.extend(post, { version: z.int() }) },
  'post.withdrawn': { code: 1005, class: 'operation', payload: post },
  'post.pinned': { code: 1006, class: 'operation', payload: post },
  'post.unpinned': { code: 1007, class: 'operation', payload: post },
  'post.held_back': { code: 1008, class: 'operation', payload: post },
  'post.answered': { code: 1011, class: 'operation', payload: z.extend(post, { commentId: id }) },
  'post.answer_withdrawn': { code: 1012, class: 'operation', payload: z.extend(post, { commentId: id }) },
  'post.reacted': { code: 1013, class: 'operation', payload: z.extend(post, { kind: z.nullable(z.enum(reactions)) }) },
} as const satisfies Record<string, EventRow>
