import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readSchoolExit } from '#contract/school-exit.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const exit = createRoute({
  ...inSchool,
  path: '/school-exit',
  loader: ({ context: { client }, cause }) =>
    Promise.all([loadWords('exit'), unlessNear(cause, () => client.prefetchQuery(reading(readSchoolExit)))]),
  component: lazyRouteComponent(() => import('./Exit.tsx'), 'Exit'),
})

/** The screens of this room: a new one is a line here. */
export const exitRoutes = [exit] as const
