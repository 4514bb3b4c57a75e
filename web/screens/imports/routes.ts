import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const imports = createRoute({
  ...inSchool,
  path: '/import',
  loader: () => loadWords('import', 'rosters'),
  component: lazyRouteComponent(() => import('./Import.tsx'), 'Import'),
})

/** The screens of this room: a new one is a line here. */
export const importRoutes = [imports] as const
