import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type LinkProps,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { readAccessReview } from '#contract/access-review.ts'
import { readClassSlips, readSlips, readStaffSlips } from '#contract/activation.ts'
import { listClasses, listJoinRequests, readClass, readClassKey } from '#contract/classes.ts'
import { readFamily, readMyFamily } from '#contract/families.ts'
import { listOrphans, readPersonAccess } from '#contract/grants.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { listSamePeople } from '#contract/merging.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { everyReason, type ReasonToOpen } from '#contract/pupil-page.ts'
import { listSessions } from '#contract/sessions.ts'
import { listMethods } from '#contract/sign-in.ts'
import { listSupportAccess } from '#contract/support-access.ts'
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
/** Fetches what a screen reads; not for a pointer that only came near where reading it is a line in somebody's log. */
const read = (cause: string, fetch: () => Promise<void>) => (cause === 'preload' ? undefined : fetch())

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
  loader: ({ context: { client }, params: { classId }, cause }) =>
    Promise.all([
      loadWords('classes', 'activation'),
      read(cause, () => client.prefetchQuery(reading(readClass, { params: { id: classId } }))),
    ]),
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
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('people', 'families'), read(cause, () => client.prefetchQuery(reading(listPeople)))]),
  component: lazyRouteComponent(() => import('./screens/people/People.tsx'), 'People'),
})
const whoSaw = createRoute({
  getParentRoute: () => school,
  path: '/people/$personId/reads',
  ...states,
  loader: ({ context: { client }, params: { personId }, cause }) =>
    Promise.all([
      loadWords('ledger', 'people'),
      read(cause, () => client.prefetchQuery(reading(readPersonReads, { params: { id: personId }, query: { own: 'false' } }))),
    ]),
  component: lazyRouteComponent(() => import('./screens/people/WhoSaw.tsx'), 'WhoSaw'),
})
const pupil = createRoute({
  getParentRoute: () => school,
  path: '/people/$personId',
  ...states,
  // What is read is a line in the pupil's log, so nothing of it is fetched before somebody says why.
  validateSearch: (search: Record<string, unknown>): { why?: ReasonToOpen } => {
    const why = everyReason.find((one) => one === search['why'])
    return why ? { why } : {}
  },
  loader: () => loadWords('families', 'pupil', 'ledger', 'people', 'join', 'activation'),
  component: lazyRouteComponent(() => import('./screens/people/PupilPage.tsx'), 'PupilPage'),
})
const oversight = createRoute({
  getParentRoute: () => school,
  path: '/oversight',
  ...states,
  loader: () => loadWords('oversight', 'pupil', 'ledger', 'people'),
  component: lazyRouteComponent(() => import('./screens/oversight/Oversight.tsx'), 'Oversight'),
})
const family = createRoute({
  getParentRoute: () => school,
  path: '/people/$personId/family',
  ...states,
  loader: ({ context: { client }, params: { personId }, cause }) =>
    Promise.all([
      loadWords('families', 'join'),
      read(cause, () => client.prefetchQuery(reading(readFamily, { params: { id: personId } }))),
    ]),
  component: lazyRouteComponent(() => import('./screens/families/FamilyPage.tsx'), 'FamilyPage'),
})
const myFamily = createRoute({
  getParentRoute: () => school,
  path: '/family',
  ...states,
  loader: ({ context: { client } }) => Promise.all([loadWords('families', 'join'), client.prefetchQuery(reading(readMyFamily))]),
  component: lazyRouteComponent(() => import('./screens/families/MyFamily.tsx'), 'MyFamily'),
})
const samePeople = createRoute({
  getParentRoute: () => school,
  path: '/same-people',
  ...states,
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('families'), read(cause, () => client.prefetchQuery(reading(listSamePeople)))]),
  component: lazyRouteComponent(() => import('./screens/families/SamePeople.tsx'), 'SamePeople'),
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

const slips = createRoute({
  getParentRoute: () => school,
  path: '/slips',
  ...states,
  loader: ({ context: { client } }) => Promise.all([loadWords('activation'), client.prefetchQuery(reading(readSlips))]),
  component: lazyRouteComponent(() => import('./screens/slips/Slips.tsx'), 'Slips'),
})
const staffSlips = createRoute({
  getParentRoute: () => school,
  path: '/slips/staff',
  ...states,
  loader: ({ context: { client } }) => Promise.all([loadWords('activation'), client.prefetchQuery(reading(readStaffSlips))]),
  component: lazyRouteComponent(() => import('./screens/slips/StaffSlips.tsx'), 'StaffSlips'),
})
const classSlips = createRoute({
  getParentRoute: () => school,
  path: '/classes/$classId/slips',
  ...states,
  loader: ({ context: { client }, params: { classId } }) =>
    Promise.all([loadWords('activation'), client.prefetchQuery(reading(readClassSlips, { params: { id: classId } }))]),
  component: lazyRouteComponent(() => import('./screens/slips/ClassSlips.tsx'), 'ClassSlips'),
})

const access = createRoute({
  getParentRoute: () => school,
  path: '/people/$personId/access',
  ...states,
  loader: ({ context: { client }, params: { personId }, cause }) =>
    Promise.all([
      loadWords('roles', 'people'),
      read(cause, () => client.prefetchQuery(reading(readPersonAccess, { params: { id: personId } }))),
    ]),
  component: lazyRouteComponent(() => import('./screens/roles/Access.tsx'), 'Access'),
})
const accessReview = createRoute({
  getParentRoute: () => school,
  path: '/people/review',
  ...states,
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('roles', 'people'), read(cause, () => client.prefetchQuery(reading(readAccessReview)))]),
  component: lazyRouteComponent(() => import('./screens/roles/Review.tsx'), 'Review'),
})
const orphans = createRoute({
  getParentRoute: () => school,
  path: '/people/orphans',
  ...states,
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('roles', 'people'), read(cause, () => client.prefetchQuery(reading(listOrphans)))]),
  component: lazyRouteComponent(() => import('./screens/roles/Orphans.tsx'), 'Orphans'),
})

const support = createRoute({
  getParentRoute: () => school,
  path: '/support',
  ...states,
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('roles', 'people'), client.prefetchQuery(reading(listSupportAccess))]),
  component: lazyRouteComponent(() => import('./screens/roles/Support.tsx'), 'Support'),
})

const pages = [
  security,
  today,
  classes,
  classPage,
  classKey,
  requests,
  people,
  pupil,
  family,
  myFamily,
  samePeople,
  whoSaw,
  access,
  accessReview,
  orphans,
  support,
  oversight,
  imports,
  slips,
  staffSlips,
  classSlips,
] as const

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
