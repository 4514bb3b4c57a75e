import * as z from 'zod/mini'
import { endpoint, id, instant, line } from './endpoint.ts'
import { roles } from './roles.ts'

/**
 * What can be searched, in the order in which it is shown. A room that has more adds a word here, a finder in its
 * `module.ts`, its name in the words of `search`, and where a hit leads in `web/screens/search/leading.ts`.
 */
export const searchKinds = ['people', 'classes', 'posts', 'notices', 'calendar', 'conversations', 'files'] as const
export type SearchKind = (typeof searchKinds)[number]

/** So often somebody may search in a day without waiting; whoever goes on waits longer each time. */
export const mostSearches = 300

/** How many hits of one kind are shown; whoever has more adds a word. */
export const mostHits = 20

const hit = z.object({
  id,
  title: z.string(),
  /** What stands beside it: who wrote it, which year. */
  note: z.nullable(z.string()),
  /** The language of the title, where somebody wrote it. */
  language: z.nullable(z.string()),
  at: z.nullable(instant),
  roles: z.array(z.enum(roles)),
  /** Where it leads, where that is not the hit itself: a file stands in a post or a class. */
  within: z.nullable(z.object({ kind: z.enum(['classes', 'posts']), id })),
})
export type Hit = z.infer<typeof hit>

/**
 * Looks for words in what the asker may see: names, classes, posts, notices, the calendar, what a conversation is about, files by name. A POST, so that no address, history or proxy's log ever holds the
 * words; the fact holds how many were found, and never what was looked for.
 */
export const searchSchool = endpoint({
  name: 'school.search',
  method: 'POST',
  path: '/searches',
  once: true,
  purposes: ['administration', 'teaching', 'class_life', 'enrolment', 'safeguarding', 'security', 'legal'],
  while: ['leaving'],
  body: z.object({ words: line(100).check(z.minLength(2)), classId: z.optional(id) }),
  output: z.object({
    groups: z.array(z.object({ kind: z.enum(searchKinds), hits: z.array(hit), hasMore: z.boolean() })),
  }),
  errors: ['too_many_tries'],
})
