import { chooseReading, readWaiting, seeConversation } from '#contract/conversation-reading.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { quietUntil } from '#modules/notifications/index.ts'
import * as queries from './conversations.queries.ts'
import * as said from './messages.queries.ts'

export const see = action(seeConversation, async ({ tx, actor, params: { id }, body: { messageId }, now, emit }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const message = await said.messageById(tx, schoolId, messageId)
  if (message?.conversationId !== id) return refuse('not_found')
  const shownAt = await quietUntil(tx, personId, now) // in quiet hours nobody is seen to be at work
  await queries.readUpTo(tx, { schoolId, conversationId: id, personId, messageId, readAt: now, shownAt })
  emit('conversation.seen', { conversationId: id, messageId }, { subject: personId, own: true })
  return { messageId }
})

export const choose = action(chooseReading, async ({ tx, actor, body: { isShown }, emit }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  await queries.setShown(tx, schoolId, personId, isShown)
  emit('conversation.reading_chosen', { isShown }, { subject: personId })
  return { isShown }
})

export const waiting = action(readWaiting, ({ tx, actor }) => queries.waiting(tx, actor.schoolId!))
