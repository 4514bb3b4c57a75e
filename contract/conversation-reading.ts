import * as z from 'zod/mini'
import { conversationPurposes } from './conversations.ts'
import { byId, endpoint, id } from './endpoint.ts'

/** It stood on the screen, in the foreground, for a second: everything up to this message is read. */
export const seeConversation = endpoint({
  name: 'conversation.see',
  method: 'PUT',
  path: '/conversations/:id/reading',
  purposes: conversationPurposes,
  while: ['leaving'],
  params: byId,
  body: z.object({ messageId: id }),
  output: z.object({ messageId: id }),
})

/** Whether others may know what one has read. */
export const chooseReading = endpoint({
  name: 'conversation.choose_reading',
  method: 'PUT',
  path: '/conversations/reading-choice',
  purposes: ['self'],
  while: ['leaving'],
  body: z.object({ isShown: z.boolean() }),
  output: z.object({ isShown: z.boolean() }),
})
