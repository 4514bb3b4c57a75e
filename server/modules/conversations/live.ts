import type { Finder, Live } from '#kernel/live.ts'
import { aroundMessages, takingPart } from './live.queries.ts'

const everybody: Finder = async (tx, _, ids) => takingPart(tx, ids)
const theSchool: Finder = async (tx, _, ids) => (await takingPart(tx, ids)).filter(({ isSchool }) => isSchool)
const around: Finder = async (tx, _, ids) => aroundMessages(tx, ids)
const bothSides: Finder = async (tx, _, ids) => (await aroundMessages(tx, ids)).filter(({ decides }) => !decides)

const inIt = { id: 'conversationId', to: everybody } as const
const inOffice = { id: 'conversationId', to: theSchool } as const
const message = { id: 'messageId', to: bothSides } as const
const report = { id: 'messageId', to: around } as const

/**
 * What an open list of conversations, or an open one, has to know of. What the office does for itself is told to nobody else, not even that it did
 * something; how far somebody has read is told to their own other devices only.
 */
export const conversationLive = {
  'conversation.begun': inIt,
  'message.sent': inIt,
  'message.edited': message,
  'message.withdrawn': message,
  'message.reported': report,
  'message.report_decided': report,
  'conversation.closed': inIt,
  'conversation.reopened': inIt,
  'conversation.assigned': inOffice,
  'conversation.noted': inOffice,
  'conversation.seen': { id: 'conversationId', to: 'actor' },
} as const satisfies Live
