import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const oversight = createRoute({
  ...inSchool,
  path: '/oversight',
  loader: () => loadWords('oversight', 'pupil', 'ledger', 'people'),
  component: lazyRouteComponent(() => import('./Oversight.tsx'), 'Oversight'),
})

/** The screens of this room: a new one is a line here. */
export const oversightRoutes = [oversight] as const
