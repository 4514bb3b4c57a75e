import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { languageOf } from '#contract/locales.ts'
import { listPolicies, readMyPolicies } from '#contract/policies.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords, wordsOfPage } from '../../speech.tsx'

const consents = createRoute({
  ...inSchool,
  path: '/consents',
  loader: async ({ context: { client } }) => {
    const fetching = async () => {
      const language = languageOf(wordsOfPage().locale)
      await client.prefetchQuery(reading(readMyPolicies, { query: { language } }))
    }
    await Promise.all([loadWords('policies'), fetching()])
  },
  component: lazyRouteComponent(() => import('./MyPolicies.tsx'), 'MyPolicies'),
})

const kept = createRoute({
  ...inSchool,
  path: '/policies',
  loader: ({ context: { client } }) => Promise.all([loadWords('policies'), client.prefetchQuery(reading(listPolicies))]),
  component: lazyRouteComponent(() => import('./Policies.tsx'), 'Policies'),
})

/** The screens of this room: a new one is a line here. */
export const policyRoutes = [consents, kept] as const
