import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readFamily, readMyFamily } from '#contract/families.ts'
import { listSamePeople } from '#contract/merging.ts'
import { everyReason, type ReasonToOpen } from '#contract/pupil-page.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'
import { readingOf } from './purpose.ts'

const family = createRoute({
  ...inSchool,
  path: '/people/$personId/family',
  validateSearch: (search: Record<string, unknown>): { why?: ReasonToOpen } => {
    const why = everyReason.find((one) => one === search['why'])
    return why ? { why } : {}
  },
  loaderDeps: ({ search: { why } }) => ({ why }),
  loader: ({ context: { client }, params: { personId }, deps: { why }, cause }) =>
    Promise.all([
      loadWords('families', 'join'),
      unlessNear(cause, () => client.prefetchQuery(reading(readFamily, readingOf(personId, why)))),
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
