import * as z from 'zod/mini'
import { byId, endpoint, id } from './endpoint.ts'
import { languageTag, postPurposes, reactions, written } from './posts.ts'

/** Answers below a post, for all who can see it; pupils do not, since other pupils would read it. */
export const writeComment = endpoint({
  name: 'post.comment.write',
  method: 'POST',
  path: '/posts/:id/comments',
  purposes: postPurposes,
  params: byId,
  body: z.object({ text: written(4000), language: languageTag }),
  output: z.object({ id }),
  errors: ['post.no_answers'],
})

export const withdrawComment = endpoint({
  name: 'post.comment.withdraw',
  method: 'POST',
  path: '/post-comments/:id/withdrawal',
  purposes: postPurposes,
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
  errors: ['post.withdrawn'],
})

/** One reaction of one person to one post; another takes its place. */
export const react = endpoint({
  name: 'post.react',
  method: 'PUT',
  path: '/posts/:id/reaction',
  purposes: postPurposes,
  params: byId,
  body: z.object({ kind: z.nullable(z.enum(reactions)) }),
  output: z.object({ mine: z.nullable(z.enum(reactions)) }),
  errors: ['post.no_answers'],
})
