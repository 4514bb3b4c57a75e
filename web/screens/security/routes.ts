import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSessions } from '#contract/sessions.ts'
import { listMethods } from '#contract/sign-in.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const security = createRoute({
  ...inSchool,
  path: '/security',
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('security'), client.prefetchQuery(reading(listMethods)), client.prefetchQuery(reading(listSessions))]),
  component: lazyRouteComponent(() => import('./Security.tsx'), 'Security'),
})

/** The screens of this room: a new one is a line here. */
export const securityRoutes = [security] as const
