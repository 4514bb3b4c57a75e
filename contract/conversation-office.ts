import * as z from 'zod/mini'
import { conversationPurposes, written } from './conversations.ts'
import { byId, endpoint, id } from './endpoint.ts'
import { languageTag } from './posts.ts'

/** Says who of the office sees to it; null: nobody in particular. */
export const assignConversation = endpoint({
  name: 'conversation.assign',
  method: 'PUT',
  path: '/conversations/:id/assignment',
  purposes: conversationPurposes,
  params: byId,
  body: z.object({ personId: z.nullable(id) }),
  output: z.object({ id }),
  errors: ['conversation.not_of_office'],
})

/** Notes something for the office, which the family does not see here; whoever the note is about may ask for a copy of it. */
export const noteConversation = endpoint({
  name: 'conversation.note',
  method: 'POST',
  path: '/conversations/:id/notes',
  purposes: conversationPurposes,
  params: byId,
  body: z.object({ text: written, language: languageTag }),
  output: z.object({ id }),
})

export const closeConversation = endpoint({
  name: 'conversation.close',
  method: 'POST',
  path: '/conversations/:id/closing',
  purposes: conversationPurposes,
  params: byId,
  output: z.object({ id }),
  errors: ['conversation.closed'],
})

export const reopenConversation = endpoint({
  name: 'conversation.reopen',
  method: 'DELETE',
  path: '/conversations/:id/closing',
  purposes: conversationPurposes,
  params: byId,
  output: z.object({ id }),
  errors: ['conversation.not_closed'],
})
