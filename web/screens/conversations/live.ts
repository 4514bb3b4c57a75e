import type { Query, QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { readWaiting } from '#contract/conversation-reading.ts'
import { listConversations, readConversation } from '#contract/conversations.ts'
import { listMessageReports } from '#contract/message-reports.ts'
import type { Fresh } from '../../live/fresh.ts'
import { takeOwn } from '../../live/own.ts'
import { whenSeen } from '../../live/seen.ts'
import { outdate } from '../../outdating.ts'

const inAddress = z.object({ id: z.string() })
const page = z.object({ messages: z.array(z.object({ id: z.string() })) })

const isThread = ({ queryKey: [name] }: Query) => name === readConversation.name
/** The newest page of one conversation: what was said earlier stays as it was read. */
const isOf = (id: string) => (query: Query) => {
  const [, params, asked] = query.queryKey
  return isThread(query) && inAddress.safeParse(params).data?.id === id && !('before' in Object(asked))
}
const holds = (id: string) => (query: Query) =>
  isThread(query) && (page.safeParse(query.state.data).data?.messages.some((message) => message.id === id) ?? false)

/** To read a conversation is a fact: it is read anew where somebody has it before them, and when they look again. */
const reread = (client: QueryClient, predicate: (query: Query) => boolean) => {
  void client.invalidateQueries({ predicate, refetchType: 'none' })
  whenSeen(() => void client.refetchQueries({ predicate, stale: true, type: 'active' }))
}

const said = (client: QueryClient, id: string) => {
  void outdate(client, listConversations, readWaiting)
  if (!takeOwn(id)) reread(client, isOf(id))
}
const changed = (client: QueryClient, id: string) => {
  void outdate(client, listConversations, listMessageReports, readWaiting)
  if (!takeOwn(id)) reread(client, holds(id))
}

export const conversationFresh: Fresh = {
  'conversation.begun': [listConversations, readWaiting],
  'message.sent': said,
  'message.edited': changed,
  'message.withdrawn': changed,
  'message.reported': changed,
  'message.report_decided': changed,
  'conversation.closed': said,
  'conversation.reopened': said,
  'conversation.assigned': said,
  'conversation.noted': said,
  'conversation.seen': [listConversations, readWaiting],
}
