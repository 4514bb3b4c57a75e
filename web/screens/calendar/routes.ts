import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listCalendarFeeds } from '#contract/calendar.ts'
import { reading } from '../../api.ts'
import { inSchool } from '../../frame.ts'
import { loadWords } from '../../speech.tsx'

const calendar = createRoute({
  ...inSchool,
  path: '/calendar',
  /** A day that somebody was led to. */
  validateSearch: ({ day }: Record<string, unknown>): { day?: string } =>
    typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? { day } : {},
  loader: () => loadWords('calendar', 'posts'),
  component: lazyRouteComponent(() => import('./Calendar.tsx'), 'Calendar'),
})

const feeds = createRoute({
  ...inSchool,
  path: '/calendar/addresses',
  loader: ({ context: { client } }) =>
    Promise.all([loadWords('calendar', 'posts'), client.prefetchQuery(reading(listCalendarFeeds))]),
  component: lazyRouteComponent(() => import('./Feeds.tsx'), 'Feeds'),
})

/** The screens of this room: a new one is a line here. */
export const calendarRoutes = [calendar, feeds] as const
