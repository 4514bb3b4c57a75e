import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, type LinkProps, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { root, school } from './frame.ts'
import { bringingRoutes } from './screens/bringing/routes.ts'
import { calendarRoutes } from './screens/calendar/routes.ts'
import { classRoutes } from './screens/classes/routes.ts'
import { conversationRoutes } from './screens/conversations/routes.ts'
import { coveringRoutes } from './screens/covering/routes.ts'
import { exitRoutes } from './screens/exit/routes.ts'
import { familyRoutes } from './screens/families/routes.ts'
import { groupRoutes } from './screens/groups/routes.ts'
import { handOverRoutes } from './screens/handover/routes.ts'
import { homeRoutes } from './screens/home/routes.ts'
import { imageRoutes } from './screens/images/routes.ts'
import { importRoutes } from './screens/imports/routes.ts'
import { leavingRoutes } from './screens/leaving/routes.ts'
import { myDataRoutes } from './screens/my-data/routes.ts'
import { noticeRoutes } from './screens/notices/routes.ts'
import { notificationRoutes } from './screens/notifications/routes.ts'
import { orderRoutes } from './screens/orders/routes.ts'
import { oversightRoutes } from './screens/oversight/routes.ts'
import { peopleRoutes } from './screens/people/routes.ts'
import { photoRoutes } from './screens/photos/routes.ts'
import { policyRoutes } from './screens/policies/routes.ts'
import { postRoutes } from './screens/posts/routes.ts'
import { recordRoutes } from './screens/records/routes.ts'
import { retentionRoutes } from './screens/retention/routes.ts'
import { roleRoutes } from './screens/roles/routes.ts'
import { securityRoutes } from './screens/security/routes.ts'
import { slipRoutes } from './screens/slips/routes.ts'
import { supplierRoutes } from './screens/suppliers/routes.ts'
import { yearRoutes } from './screens/years/routes.ts'
import { Nowhere } from './trouble.tsx'

/** Every room of the app; each says its own screens. */
const rooms = [
  ...bringingRoutes,
  ...coveringRoutes,
  ...calendarRoutes,
  ...classRoutes,
  ...conversationRoutes,
  ...exitRoutes,
  ...familyRoutes,
  ...groupRoutes,
  ...handOverRoutes,
  ...homeRoutes,
  ...imageRoutes,
  ...importRoutes,
  ...retentionRoutes,
  ...leavingRoutes,
  ...myDataRoutes,
  ...noticeRoutes,
  ...notificationRoutes,
  ...orderRoutes,
  ...oversightRoutes,
  ...peopleRoutes,
  ...photoRoutes,
  ...policyRoutes,
  ...postRoutes,
  ...recordRoutes,
  ...roleRoutes,
  ...securityRoutes,
  ...slipRoutes,
  ...supplierRoutes,
  ...yearRoutes,
] as const

/** In development only: every component in every state. */
const development = import.meta.env.DEV || import.meta.env.MODE === 'pattern'
const patterns = createRoute({
  getParentRoute: () => root,
  path: '/ui',
  component: development ? lazyRouteComponent(() => import('./screens/development/Patterns.tsx'), 'Patterns') : Outlet,
})

const tree = root.addChildren([school.addChildren(rooms), patterns])

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { client },
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    // What has come is shown: a skeleton that has to stand for half a second, as the router would have it, makes a slow phone slower.
    defaultPendingMinMs: 0,
    defaultNotFoundComponent: Nowhere,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}

/** Where a link of the app may lead. */
export type Destination = Pick<LinkProps, 'to' | 'params' | 'search' | 'activeProps' | 'activeOptions'>
