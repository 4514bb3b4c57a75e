import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { listPeople } from '#contract/people.ts'
import { everyReason, type ReasonToOpen } from '#contract/pupil-page.ts'
import { countRestricted } from '#contract/restricting.ts'
import { reading } from '../../api.ts'
import { inSchool, unlessNear } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const people = createRoute({
  ...inSchool,
  path: '/people',
  loader: ({ context: { client }, cause }) =>
    Promise.all([
      loadWords('people', 'families', 'activation'),
      unlessNear(cause, () => client.prefetchQuery(reading(listPeople))),
      unlessNear(cause, () => client.prefetchQuery(reading(countRestricted))),
    ]),
  component: lazyRouteComponent(() => import('./People.tsx'), 'People'),
})

const pupil = createRoute({
  ...inSchool,
  path: '/people/$personId',
  // What is read is a line in the pupil's log, so nothing of it is fetched before somebody says why.
  validateSearch: (search: Record<string, unknown>): { why?: ReasonToOpen } => {
    const why = everyReason.find((one) => one === search['why'])
    return why ? { why } : {}
  },
  loader: () => loadWords('families', 'pupil', 'ledger', 'people', 'join', 'activation'),
  component: lazyRouteComponent(() => import('./PupilPage.tsx'), 'PupilPage'),
})

const whoSaw = createRoute({
  ...inSchool,
  path: '/people/$personId/reads',
  loader: ({ context: { client }, params: { personId }, cause }) =>
    Promise.all([
      loadWords('ledger', 'people'),
      unlessNear(cause, () =>
        client.prefetchQuery(reading(readPersonReads, { params: { id: personId }, query: { own: 'false' } })),
      ),
    ]),
  component: lazyRouteComponent(() => import('./WhoSaw.tsx'), 'WhoSaw'),
})

/** The screens of this room: a new one is a line here. */
export const peopleRoutes = [people, pupil, whoSaw] as const
