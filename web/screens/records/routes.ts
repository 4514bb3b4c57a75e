import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listRecords } from '#contract/records.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const records = createRoute({
  ...inSchool,
  path: '/records',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('records', 'trust'), unlessNear(cause, () => client.prefetchQuery(reading(listRecords)))]),
  component: lazyRouteComponent(() => import('./Records.tsx'), 'Records'),
})

/** The screens of this room: a new one is a line here. */
export const recordRoutes = [records] as const
