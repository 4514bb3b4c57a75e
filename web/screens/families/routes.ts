import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readFamily, readMyFamily } from '#contract/families.ts'
import { listSamePeople } from '#contract/merging.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const family = createRoute({
  ...inSchool,
  path: '/people/$personId/family',
  loader: ({ context: { client }, params: { personId }, cause }) =>
    Promise.all([
      loadWords('families', 'join'),
      unlessNear(cause, () => client.prefetchQuery(reading(readFamily, { params: { id: personId } }))),
    ]),
  component: lazyRouteComponent(() => import('./FamilyPage.tsx'), 'FamilyPage'),
})

const myFamily = createRoute({
  ...inSchool,
  path: '/family',
  loader: ({ context: { client } }) => Promise.all([loadWords('families', 'join'), client.prefetchQuery(reading(readMyFamily))]),
  component: lazyRouteComponent(() => import('./MyFamily.tsx'), 'MyFamily'),
})

const samePeople = createRoute({
  ...inSchool,
  path: '/same-people',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('families'), unlessNear(cause, () => client.prefetchQuery(reading(listSamePeople)))]),
  component: lazyRouteComponent(() => import('./SamePeople.tsx'), 'SamePeople'),
})

/** The screens of this room: a new one is a line here. */
export const familyRoutes = [family, myFamily, samePeople] as const
