import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** So many streams may one session have open, and one account over all its devices. */
export const mostStreams = { session: 4, account: 12 } as const

/**
 * The stream of one open app, as server-sent events: the name of what happened and the id of what it happened to, for whom it concerns.
 * What it says is fetched, through both walls. Asked for as JSON, it answers whether one may listen.
 */
export const openStream = endpoint({
  name: 'stream.open',
  method: 'GET',
  path: '/stream',
  streams: true,
  // From where on to go on, for whoever cannot say it in a header: the id of the last event.
  query: z.object({ after: z.optional(z.string().check(z.maxLength(40))) }),
  purposes: ['class_life', 'family_communication', 'teaching', 'administration'],
  output: z.object({}),
  errors: ['stream.too_many'],
})

/** One event of a stream. `name` is that of a fact, or `reload` (begin anew with everything) or `standing` (with where one belongs). */
export const streamEvent = z.object({ name: z.string(), id: z.nullable(z.string()) })
export type StreamEvent = z.infer<typeof streamEvent>
