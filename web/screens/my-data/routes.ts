import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listCorrections, listRecipients } from '#contract/corrections.ts'
import { listHeadSteps } from '#contract/disputes.ts'
import { listHolds } from '#contract/holding.ts'
import { listMyOrders } from '#contract/orders.ts'
import { readMe } from '#contract/people.ts'
import { listRestrictions } from '#contract/restricting.ts'
import { listMyRights, listRightCases } from '#contract/rights.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords, wordsOfPage } from '../../speech.tsx'
import { myData, whose } from './whose.ts'

const mine = createRoute({
  ...inSchool,
  path: '/my-data',
  validateSearch: (search: Record<string, unknown>): { of?: string } => {
    const of = search['of']
    return typeof of === 'string' ? { of } : {}
  },
  loaderDeps: ({ search: { of } }) => ({ of }),
  loader: async ({ context: { client }, deps: { of } }) => {
    const fetching = async () => {
      const me = await client.ensureQueryData(reading(readMe))
      await client.prefetchQuery(myData(whose(me, of), wordsOfPage().locale))
    }
    await Promise.all([
      loadWords('mydata', 'pupil'),
      client.prefetchQuery(reading(listMyRights)),
      client.prefetchQuery(reading(listMyOrders)),
      fetching(),
    ])
  },
  component: lazyRouteComponent(() => import('./MyData.tsx'), 'MyData'),
})

const cases = createRoute({
  ...inSchool,
  path: '/data-requests',
  loader: ({ context: { client }, cause }) =>
    Promise.all([
      loadWords('mydata'),
      unlessNear(cause, () => client.prefetchQuery(reading(listRightCases))),
      unlessNear(cause, () => client.prefetchQuery(reading(listHeadSteps))),
      unlessNear(cause, () => client.prefetchQuery(reading(listRestrictions))),
      unlessNear(cause, () => client.prefetchQuery(reading(listHolds))),
      unlessNear(cause, () => client.prefetchQuery(reading(listRecipients, { query: { locale: wordsOfPage().locale } }))),
    ]),
  component: lazyRouteComponent(() => import('./Cases.tsx'), 'Cases'),
})

const corrections = createRoute({
  ...inSchool,
  path: '/corrections',
  loader: ({ context: { client } }) =>
    Promise.all([
      loadWords('mydata'),
      client.prefetchQuery(reading(listCorrections, { query: { locale: wordsOfPage().locale } })),
    ]),
  component: lazyRouteComponent(() => import('./Corrections.tsx'), 'Corrections'),
})

/** The screens of this room: a new one is a line here. */
export const myDataRoutes = [mine, cases, corrections] as const
