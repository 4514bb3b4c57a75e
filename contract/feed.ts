import * as z from 'zod/mini'
import { endpoint, id, instant } from './endpoint.ts'
import { photoInPost } from './photo-in-post.ts'
import { answerWays, place, postPurposes, reactions, readers } from './posts.ts'

/** So many posts make a page of a feed. */
export const pageOfFeed = 30
/** So many characters of a text a feed shows; the rest stands on the post's own page. */
export const mostInFeed = 4000

const counts = z.object({ seen: z.int(), thanks: z.int(), glad: z.int() })
const shown = z.object({
  id,
  version: z.int(),
  audiences: z.array(id),
  author: z.nullable(z.object({ id, display: z.string() })),
  publishedAt: instant,
  editedAt: z.nullable(instant),
  language: z.string(),
  text: z.string(),
  isCut: z.boolean(),
  isPinned: z.boolean(),
  answers: z.enum(answerWays),
  /** How many can see it. Where it stands before several audiences, or some that the reader is not of, that is told where one asks. */
  readers: z.nullable(readers),
  comments: z.int(),
  reactions: counts,
  mine: z.nullable(z.enum(reactions)),
  /** Documents, by number; photos as far as the reader sees them. */
  files: z.int(),
  photos: z.array(photoInPost),
  withdrawn: z.nullable(z.object({ at: instant, by: z.nullable(z.string()) })),
})
export type FeedPost = z.infer<typeof shown>

/** Everything that is said to the one who reads, newest first, in pages that end. One card for a post, however many children it reaches one by. */
export const readFeed = endpoint({
  name: 'feed.read',
  method: 'GET',
  path: '/feed',
  atOnce: true,
  offline: true,
  purposes: postPurposes,
  query: z.object({
    /** The last post of the page before. */
    before: z.optional(id),
    child: z.optional(id),
    audience: z.optional(id),
  }),
  output: z.object({
    posts: z.array(shown),
    /** Where the posts stand, with the children by whom the reader belongs there, and who else can see it. */
    audiences: z.array(z.extend(place, { children: z.array(id), readers })),
    next: z.nullable(id),
  }),
})
