import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readCopyEntries } from '#contract/covering.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords, wordsOfPage } from '../../speech.tsx'

const covering = createRoute({
  ...inSchool,
  path: '/data-requests/$caseId/copy',
  loader: ({ context: { client }, params: { caseId }, cause }) =>
    Promise.all([
      loadWords('covering', 'mydata'),
      unlessNear(cause, () =>
        client.prefetchQuery(
          reading(readCopyEntries, {
            params: { id: caseId },
            query: { locale: wordsOfPage().locale, only: 'suggested', page: 1 },
          }),
        ),
      ),
    ]),
  component: lazyRouteComponent(() => import('./Covering.tsx'), 'Covering'),
})

/** The screens of this room: a new one is a line here. */
export const coveringRoutes = [covering] as const
