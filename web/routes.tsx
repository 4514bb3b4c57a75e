import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type LinkProps,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { readMe } from '#contract/people.ts'
import type { Module } from '#i18n/catalogue.ts'
import { reading } from './api.ts'
import { Shell, Trouble, Waiting } from './shell.tsx'
import { loadWords } from './speech.tsx'

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  beforeLoad: () => loadWords('app', 'errors'),
  errorComponent: Trouble,
})

const school = createRoute({
  getParentRoute: () => root,
  path: '/s/$slug',
  loader: ({ context }) => context.client.ensureQueryData(reading(readMe)),
  component: Shell,
  pendingComponent: Waiting,
  errorComponent: Trouble,
})

const says = (...modules: Module[]) => ({
  loader: () => loadWords(...modules),
  pendingComponent: Waiting,
  errorComponent: Trouble,
})

const today = createRoute({
  getParentRoute: () => school,
  path: '/today',
  ...says('home', 'classes'),
  component: lazyRouteComponent(() => import('./screens/home/Today.tsx'), 'Today'),
})
const classes = createRoute({
  getParentRoute: () => school,
  path: '/classes',
  ...says('classes'),
  component: lazyRouteComponent(() => import('./screens/classes/Classes.tsx'), 'Classes'),
})
const classPage = createRoute({
  getParentRoute: () => school,
  path: '/classes/$classId',
  ...says('classes'),
  component: lazyRouteComponent(() => import('./screens/classes/ClassPage.tsx'), 'ClassPage'),
})
const classKey = createRoute({
  getParentRoute: () => school,
  path: '/classes/$classId/key',
  ...says('classes'),
  component: lazyRouteComponent(() => import('./screens/classes/KeyPoster.tsx'), 'KeyPoster'),
})
const requests = createRoute({
  getParentRoute: () => school,
  path: '/requests',
  ...says('classes'),
  component: lazyRouteComponent(() => import('./screens/classes/Requests.tsx'), 'Requests'),
})
const people = createRoute({
  getParentRoute: () => school,
  path: '/people',
  ...says('people'),
  component: lazyRouteComponent(() => import('./screens/people/People.tsx'), 'People'),
})
const imports = createRoute({
  getParentRoute: () => school,
  path: '/import',
  ...says('import', 'rosters'),
  component: lazyRouteComponent(() => import('./screens/imports/Import.tsx'), 'Import'),
})

const pages = [today, classes, classPage, classKey, requests, people, imports] as const

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
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}

/** Where a link of the app may lead. */
export type Destination = Pick<LinkProps, 'to' | 'params' | 'search' | 'activeProps'>
