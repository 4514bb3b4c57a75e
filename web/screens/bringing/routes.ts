import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listCopies } from '#contract/bringing.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const bring = createRoute({
  ...inSchool,
  path: '/people/$personId/bring',
  loader: ({ context: { client }, params: { personId }, cause }) =>
    Promise.all([
      loadWords('bringing'),
      unlessNear(cause, () => client.prefetchQuery(reading(listCopies, { params: { id: personId } }))),
    ]),
  component: lazyRouteComponent(() => import('./Bringing.tsx'), 'Bringing'),
})

/** The screens of this room: a new one is a line here. */
export const bringingRoutes = [bring] as const
