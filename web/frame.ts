import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet } from '@tanstack/react-router'
import { readMe } from '#contract/people.ts'
import { reading } from './api.ts'
import { readFor } from './furigana.tsx'
import { Shell } from './shell.tsx'
import { loadWords } from './speech.tsx'
import { Trouble, TroubleAlone, Waiting } from './trouble.tsx'

/** Above every screen: the words that any of them may need. */
export const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  beforeLoad: () => loadWords('app', 'errors'),
  errorComponent: TroubleAlone,
})

/** The frame of a school: each room hangs its screens under it. */
export const school = createRoute({
  getParentRoute: () => root,
  path: '/s/$slug',
  loader: async ({ context }) => readFor(await context.client.ensureQueryData(reading(readMe))),
  component: Shell,
  pendingComponent: Waiting,
  errorComponent: TroubleAlone,
})

/** What every screen in the frame shares: its parent, and what stands there while it waits or after it failed. */
export const inSchool = { getParentRoute: () => school, pendingComponent: Waiting, errorComponent: Trouble }

/** Fetches what a screen reads; not for a pointer that only came near where reading it is a line in somebody's log. */
export const unlessNear = (cause: string, fetch: () => Promise<void>) => (cause === 'preload' ? undefined : fetch())
