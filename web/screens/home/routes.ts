import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inSchool } from '../../frame.ts'
import { readToday } from './begin.ts'

const today = createRoute({
  ...inSchool,
  path: '/today',
  loader: ({ context: { client } }) => readToday(client),
  component: lazyRouteComponent(() => import('./Today.tsx'), 'Today'),
})

/** The screens of this room: a new one is a line here. */
export const homeRoutes = [today] as const
