import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listHandOvers, myHandOvers, previewHandOver } from '#contract/hand-overs.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const making = createRoute({
  ...inSchool,
  path: '/people/$personId/hand-over',
  loader: ({ context: { client }, params: { personId }, cause }) =>
    Promise.all([
      loadWords('handover'),
      unlessNear(cause, () => client.prefetchQuery(reading(previewHandOver, { params: { id: personId } }))),
    ]),
  component: lazyRouteComponent(() => import('./HandOver.tsx'), 'HandOver'),
})

const all = createRoute({
  ...inSchool,
  path: '/hand-overs',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('handover'), unlessNear(cause, () => client.prefetchQuery(reading(listHandOvers)))]),
  component: lazyRouteComponent(() => import('./HandOvers.tsx'), 'HandOvers'),
})

const mine = createRoute({
  ...inSchool,
  path: '/hand-overs/mine',
  loader: ({ context: { client } }) => Promise.all([loadWords('handover'), client.prefetchQuery(reading(myHandOvers))]),
  component: lazyRouteComponent(() => import('./Mine.tsx'), 'Mine'),
})

/** The screens of this room: a new one is a line here. */
export const handOverRoutes = [making, all, mine] as const
