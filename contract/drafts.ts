import * as z from 'zod/mini'
import { byId, endpoint, instant } from './endpoint.ts'

/** How much one draft may hold, as JSON in UTF-8: what a browser still sends for a page that goes away. */
export const mostDraftBytes = 49_152
/** How many one person has at a time. */
export const mostDrafts = 50

const isOfSize = z.refine<unknown>(
  (value) => value !== undefined && new TextEncoder().encode(JSON.stringify(value)).length <= mostDraftBytes,
)
/** Which form: its name and the ids it is about. */
const place = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[a-z][a-z0-9 _.:/-]*$/i))

/** Everything that one typed and did not send, the newest first. */
export const listDrafts = endpoint({
  name: 'draft.list',
  method: 'GET',
  path: '/drafts',
  purposes: ['self'],
  output: z.object({ drafts: z.array(z.object({ id: z.uuid(), place, keptAt: instant, value: z.unknown() })) }),
})

/** Keeps what stands in a form now. */
export const keepDraft = endpoint({
  name: 'draft.keep',
  method: 'PUT',
  path: '/drafts/:id',
  purposes: ['self'],
  drafts: 'What is being typed is no act yet: a fact every few seconds would write down how somebody thinks.',
  params: byId,
  body: z.object({ place, value: z.unknown().check(isOfSize) }),
  output: z.object({ keptAt: instant }),
  errors: ['draft.too_many', 'too_many_tries'],
})

/** Throws a draft away: it was sent, or is not wanted. With a time: only if nothing was typed into it since. */
export const dropDraft = endpoint({
  name: 'draft.drop',
  method: 'DELETE',
  path: '/drafts/:id',
  purposes: ['self'],
  while: ['leaving'],
  drafts: 'It goes when what was typed is sent, which is the act and has its fact.',
  params: byId,
  query: z.object({ keptAt: z.optional(instant) }),
  output: z.object({}),
})
