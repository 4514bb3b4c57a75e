import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readAccessReview } from '#contract/access-review.ts'
import { listOrphans, readPersonAccess } from '#contract/grants.ts'
import { listSupportAccess } from '#contract/support-access.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const access = createRoute({
  ...inSchool,
  path: '/people/$personId/access',
  loader: ({ context: { client }, params: { personId }, cause }) =>
    Promise.all([
      loadWords('roles', 'people'),
      unlessNear(cause, () => client.prefetchQuery(reading(readPersonAccess, { params: { id: personId } }))),
    ]),
  component: lazyRouteComponent(() => import('./Access.tsx'), 'Access'),
})

const review = createRoute({
  ...inSchool,
  path: '/people/review',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('roles', 'people'), unlessNear(cause, () => client.prefetchQuery(reading(readAccessReview)))]),
  component: lazyRouteComponent(() => import('./Review.tsx'), 'Review'),
})

const orphans = createRoute({
  ...inSchool,
  path: '/people/orphans',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('roles', 'people'), unlessNear(cause, () => client.prefetchQuery(reading(listOrphans)))]),
  component: lazyRouteComponent(() => import('./Orphans.tsx'), 'Orphans'),
})

const support = createRoute({
  ...inSchool,
  path: '/support',
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('roles', 'people'), client.prefetchQuery(reading(listSupportAccess))]),
  component: lazyRouteComponent(() => import('./Support.tsx'), 'Support'),
})

/** The screens of this room: a new one is a line here. */
export const roleRoutes = [access, review, orphans, support] as const
