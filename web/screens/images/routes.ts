import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readImageRights } from '#contract/image-rights.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const imageRights = createRoute({
  ...inSchool,
  path: '/image-rights',
  loader: ({ context: { client } }) => Promise.all([loadWords('images'), client.prefetchQuery(reading(readImageRights))]),
  component: lazyRouteComponent(() => import('./ImageRights.tsx'), 'ImageRights'),
})

/** The screens of this room: a new one is a line here. */
export const imageRoutes = [imageRights] as const
