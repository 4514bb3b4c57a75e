import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type LinkProps,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { listClasses, listJoinRequests, readClass, readClassKey } from '#contract/classes.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { listSessions } from '#contract/sessions.ts'
import { listMethods } from '#contract/sign-in.ts'
import { reading } from './api.ts'
import { Shell } from './shell.tsx'
import { loadWords } from './speech.tsx'
import { Nowhere, Trouble, TroubleAlone, Waiting } from './trouble.tsx'

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  beforeLoad: () => loadWords('app', 'errors'),
  errorComponent: TroubleAlone,
})

const school = createRoute({
  getParentRoute: () => root,
  path: '/s/$slug',
  loader: ({ context }) => context.client.ensureQueryData(reading(readMe)),
  component: Shell,
  pendingComponent: Waiting,
  errorComponent: TroubleAlone,
})

// A screen's sentences and what it reads are asked for at the same time; a refusal is left for the screen to meet.
const states = { pendingComponent: Waiting, errorComponent: Trouble }

const today = createRoute({
  getParentRoute: () => school,
  path: '/today',
  ...states,
  loader: ({ context: { client } }) => Promise.all([loadWords('home', 'classes'), client.prefetchQuery(reading(listClasses))]),
  component: lazyRouteComponent(() => import('./screens/home/Today.tsx'), 'Today'),
})
const classes = createRoute({
  getParentRoute: () => school,
  path: '/classes',
  ...states,
  loader: ({ context: { client } }) => Promise.all([loadWords('classes'), client.prefetchQuery(reading(listClasses))]),
  component: lazyRouteComponent(() => import('./screens/classes/Classes.tsx'), 'Classes'),
})
const classPage = createRoute({
  getParentRoute: () => school,
  path: '/classes/$classId',
  ...states,
  loader: ({ context: { client }, params: { classId } }) =>
    Promise.all([loadWords('classes'), client.prefetchQuery(reading(readClass, { params: { id: classId } }))]),
  component: lazyRouteComponent(() => import('./screens/classes/ClassPage.tsx'), 'ClassPage'),
})
const classKey = createRoute({
  getParentRoute: () => school,
  path: '/classes/$classId/key',
  ...states,
  loader: ({ context: { client }, params: { classId } }) =>
    Promise.all([loadWords('classes'), client.prefetchQuery(reading(readClassKey, { params: { id: classId } }))]),
  component: lazyRouteComponent(() => import('./screens/classes/KeyPoster.tsx'), 'KeyPoster'),
})
const requests = createRoute({
  getParentRoute: () => school,
  path: '/requests',
  ...states,
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('classes'), client.prefetchQuery(reading(listJoinRequests, { query: { state: 'waiting' } }))]),
  component: lazyRouteComponent(() => import('./screens/classes/Requests.tsx'), 'Requests'),
})
const people = createRoute({
  getParentRoute: () => school,
  path: '/people',
  ...states,
  loader: ({ context: { client } }) => Promise.all([loadWords('people'), client.prefetchQuery(reading(listPeople))]),
  component: lazyRouteComponent(() => import('./screens/people/People.tsx'), 'People'),
})
const whoSaw = createRoute({
  getParentRoute: () => school,
  path: '/people/$personId/reads',
  ...states,
  loader: ({ context: { client }, params: { personId } }) =>
    Promise.all([
      loadWords('ledger', 'people'),
      client.prefetchQuery(reading(readPersonReads, { params: { id: personId }, query: { own: 'false' } })),
    ]),
  component: lazyRouteComponent(() => import('./screens/people/WhoSaw.tsx'), 'WhoSaw'),
})
const imports = createRoute({
  getParentRoute: () => school,
  path: '/import',
  ...states,
  loader: () => loadWords('import', 'rosters'),
  component: lazyRouteComponent(() => import('./screens/imports/Import.tsx'), 'Import'),
})

const security = createRoute({
  getParentRoute: () => school,
  path: '/security',
  ...states,
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('security'), client.prefetchQuery(reading(listMethods)), client.prefetchQuery(reading(listSessions))]),
  component: lazyRouteComponent(() => import('./screens/security/Security.tsx'), 'Security'),
})

const pages = [security, today, classes, classPage, classKey, requests, people, whoSaw, imports] as const

/** In development only: every component in every state. */
const development = import.meta.env.DEV || import.meta.env.MODE === 'pattern'
const patterns = createRoute({
  getParentRoute: () => root,
  path: '/ui',
  component: development ? lazyRouteComponent(() => import('./screens/development/Patterns.tsx'), 'Patterns') : Outlet,
})

const tree = root.addChildren([school.addChildren(pages), patterns])

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { client },
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultNotFoundComponent: Nowhere,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}

/** Where a link of the app may lead. */
export type Destination = Pick<LinkProps, 'to' | 'params' | 'search' | 'activeProps'>
