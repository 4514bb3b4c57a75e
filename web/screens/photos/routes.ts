import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listHiddenPhotos } from '#contract/photos.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const hidden = createRoute({
  ...inSchool,
  path: '/photos',
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('photos', 'posts'), client.prefetchQuery(reading(listHiddenPhotos))]),
  component: lazyRouteComponent(() => import('./Hidden.tsx'), 'Hidden'),
})

const ofChild = createRoute({
  ...inSchool,
  path: '/people/$personId/photos',
  loader: () => loadWords('photos', 'posts'),
  component: lazyRouteComponent(() => import('./OfChild.tsx'), 'OfChild'),
})

/** The screens of this room: a new one is a line here. */
export const photoRoutes = [hidden, ofChild] as const
