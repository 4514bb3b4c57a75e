import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listMailTroubles } from '#contract/mail-troubles.ts'
import { readNotifications } from '#contract/notifications.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const notifications = createRoute({
  ...inSchool,
  path: '/notifications',
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('notifications', 'security'), client.prefetchQuery(reading(readNotifications))]),
  component: lazyRouteComponent(() => import('./Notifications.tsx'), 'Notifications'),
})

const mailTroubles = createRoute({
  ...inSchool,
  path: '/mail-troubles',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('notifications'), unlessNear(cause, () => client.prefetchQuery(reading(listMailTroubles)))]),
  component: lazyRouteComponent(() => import('./MailTroubles.tsx'), 'MailTroubles'),
})

/** The screens of this room: a new one is a line here. */
export const notificationRoutes = [notifications, mailTroubles] as const
