import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readRetention } from '#contract/retention.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords, wordsOfPage } from '../../speech.tsx'

const retention = createRoute({
  ...inSchool,
  path: '/retention',
  loader: ({ context: { client }, cause }) =>
    Promise.all([
      loadWords('retention'),
      unlessNear(cause, () => client.prefetchQuery(reading(readRetention, { query: { locale: wordsOfPage().locale } }))),
    ]),
  component: lazyRouteComponent(() => import('./Retention.tsx'), 'Retention'),
})

/** The screens of this room: a new one is a line here. */
export const retentionRoutes = [retention] as const
