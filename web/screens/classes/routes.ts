import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listClasses, listJoinRequests, readClass, readClassKey } from '#contract/classes.ts'
import { countRestricted } from '#contract/restricting.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const classes = createRoute({
  ...inSchool,
  path: '/classes',
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('classes', 'activation'), client.prefetchQuery(reading(listClasses))]),
  component: lazyRouteComponent(() => import('./Classes.tsx'), 'Classes'),
})

const classPage = createRoute({
  ...inSchool,
  path: '/classes/$classId',
  loader: ({ context: { client }, params: { classId }, cause }) =>
    Promise.all([
      loadWords('classes', 'activation'),
      unlessNear(cause, () => client.prefetchQuery(reading(readClass, { params: { id: classId } }))),
      unlessNear(cause, () => client.prefetchQuery(reading(countRestricted))),
    ]),
  component: lazyRouteComponent(() => import('./ClassPage.tsx'), 'ClassPage'),
})

const classKey = createRoute({
  ...inSchool,
  path: '/classes/$classId/key',
  loader: ({ context: { client }, params: { classId } }) =>
    Promise.all([loadWords('classes'), client.prefetchQuery(reading(readClassKey, { params: { id: classId } }))]),
  component: lazyRouteComponent(() => import('./KeyPoster.tsx'), 'KeyPoster'),
})

const requests = createRoute({
  ...inSchool,
  path: '/requests',
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('classes'), client.prefetchQuery(reading(listJoinRequests, { query: { state: 'waiting' } }))]),
  component: lazyRouteComponent(() => import('./Requests.tsx'), 'Requests'),
})

/** The screens of this room: a new one is a line here. */
export const classRoutes = [classes, classPage, classKey, requests] as const
