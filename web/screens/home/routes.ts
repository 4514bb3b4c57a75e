import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listClasses } from '#contract/classes.ts'
import { readFeed } from '#contract/posts.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const today = createRoute({
  ...inSchool,
  path: '/today',
  loader: ({ context: { client } }) =>
    Promise.all([
      loadWords('home', 'classes', 'posts'),
      client.prefetchQuery(reading(listClasses)),
      client.prefetchQuery(reading(readFeed, { query: {} })),
    ]),
  component: lazyRouteComponent(() => import('./Today.tsx'), 'Today'),
})

/** The screens of this room: a new one is a line here. */
export const homeRoutes = [today] as const
