import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readLeavers } from '#contract/leaving.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const leavers = createRoute({
  ...inSchool,
  path: '/leavers',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('leaving'), unlessNear(cause, () => client.prefetchQuery(reading(readLeavers)))]),
  component: lazyRouteComponent(() => import('./Leavers.tsx'), 'Leavers'),
})

const formerPupils = createRoute({
  ...inSchool,
  path: '/former-pupils',
  loader: () => loadWords('leaving'),
  component: lazyRouteComponent(() => import('./FormerPupils.tsx'), 'FormerPupils'),
})

/** The screens of this room: a new one is a line here. */
export const leavingRoutes = [leavers, formerPupils] as const
