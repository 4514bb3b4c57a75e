import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listPartners } from '#contract/conversation-partners.ts'
import { listConversations, readConversation } from '#contract/conversations.ts'
import { listMessageReports, listWritingRules } from '#contract/message-reports.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const words = () => loadWords('conversations', 'posts')

const messages = createRoute({
  ...inSchool,
  path: '/messages',
  loader: ({ context: { client } }) =>
    Promise.all([words(), client.prefetchQuery(reading(listConversations, { query: { box: 'mine' } }))]),
  component: lazyRouteComponent(() => import('./Messages.tsx'), 'Messages'),
})

const begin = createRoute({
  ...inSchool,
  path: '/messages/new',
  validateSearch: (search: Record<string, unknown>): { group?: string } =>
    typeof search['group'] === 'string' ? { group: search['group'] } : {},
  loader: ({ context: { client } }) => Promise.all([words(), client.prefetchQuery(reading(listPartners))]),
  component: lazyRouteComponent(() => import('./Begin.tsx'), 'Begin'),
})

const reports = createRoute({
  ...inSchool,
  path: '/messages/reports',
  loader: ({ context: { client } }) => Promise.all([words(), client.prefetchQuery(reading(listMessageReports))]),
  component: lazyRouteComponent(() => import('./Reports.tsx'), 'Reports'),
})

const rules = createRoute({
  ...inSchool,
  path: '/messages/rules',
  loader: ({ context: { client } }) => Promise.all([words(), client.prefetchQuery(reading(listWritingRules))]),
  component: lazyRouteComponent(() => import('./Rules.tsx'), 'Rules'),
})

const thread = createRoute({
  ...inSchool,
  path: '/messages/$conversationId',
  loader: ({ context: { client }, params: { conversationId }, cause }) =>
    Promise.all([
      words(),
      unlessNear(cause, () => client.prefetchQuery(reading(readConversation, { params: { id: conversationId } }))),
    ]),
  component: lazyRouteComponent(() => import('./Thread.tsx'), 'Thread'),
})

/** Looking into a conversation that one takes no part in has one reason, and is a fact. */
const look = createRoute({
  ...inSchool,
  path: '/messages/$conversationId/look',
  loader: words,
  component: lazyRouteComponent(() => import('./Look.tsx'), 'Look'),
})

const overseen = createRoute({
  ...inSchool,
  path: '/people/$personId/conversations',
  loader: words,
  component: lazyRouteComponent(() => import('./Overseen.tsx'), 'Overseen'),
})

/** The screens of this room: a new one is a line here. */
export const conversationRoutes = [messages, begin, reports, rules, thread, look, overseen] as const
