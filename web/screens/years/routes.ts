import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { previewTurnBack, readPlan, readYears } from '#contract/years.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const years = createRoute({
  ...inSchool,
  path: '/years',
  loader: ({ context: { client } }) => Promise.all([loadWords('years'), client.prefetchQuery(reading(readYears))]),
  component: lazyRouteComponent(() => import('./Years.tsx'), 'Years'),
})

const plan = createRoute({
  ...inSchool,
  path: '/years/$planId',
  loader: ({ context: { client }, params: { planId }, cause }) =>
    Promise.all([
      loadWords('years'),
      unlessNear(cause, () => client.prefetchQuery(reading(readPlan, { params: { id: planId } }))),
    ]),
  component: lazyRouteComponent(() => import('./Plan.tsx'), 'Plan'),
})

const undo = createRoute({
  ...inSchool,
  path: '/years/$planId/undo',
  loader: ({ context: { client }, params: { planId }, cause }) =>
    Promise.all([
      loadWords('years'),
      unlessNear(cause, () => client.prefetchQuery(reading(previewTurnBack, { params: { id: planId } }))),
    ]),
  component: lazyRouteComponent(() => import('./TurnBack.tsx'), 'TurnBack'),
})

/** The screens of this room: a new one is a line here. */
export const yearRoutes = [years, plan, undo] as const
