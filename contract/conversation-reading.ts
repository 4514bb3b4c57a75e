import * as z from 'zod/mini'
import { conversationPurposes } from './conversations.ts'
import { byId, endpoint, id } from './endpoint.ts'

/** What waits for whoever asks, as numbers: messages that one has not read, and reports that one decides. No names, and nobody is said to have looked. */
export const readWaiting = endpoint({
  name: 'conversation.waiting',
  method: 'GET',
  path: '/conversations/waiting',
  purposes: conversationPurposes,
  output: z.object({ unread: z.int(), reports: z.int() }),
})

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
