import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readNotifications } from '#contract/notifications.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const notifications = createRoute({
  ...inSchool,
  path: '/notifications',
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('notifications', 'security'), client.prefetchQuery(reading(readNotifications))]),
  component: lazyRouteComponent(() => import('./Notifications.tsx'), 'Notifications'),
})

/** The screens of this room: a new one is a line here. */
export const notificationRoutes = [notifications] as const
