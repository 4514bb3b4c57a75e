import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readClassImageRights, readImageRights } from '#contract/image-rights.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const imageRights = createRoute({
  ...inSchool,
  path: '/image-rights',
  loader: ({ context: { client } }) => Promise.all([loadWords('images'), client.prefetchQuery(reading(readImageRights))]),
  component: lazyRouteComponent(() => import('./ImageRights.tsx'), 'ImageRights'),
})

const ofClass = createRoute({
  ...inSchool,
  path: '/classes/$classId/image-rights',
  loader: ({ context: { client }, params: { classId } }) =>
    Promise.all([loadWords('images'), client.prefetchQuery(reading(readClassImageRights, { params: { id: classId } }))]),
  component: lazyRouteComponent(() => import('./OfClass.tsx'), 'OfClass'),
})

/** The screens of this room: a new one is a line here. */
export const imageRoutes = [imageRights, ofClass] as const
