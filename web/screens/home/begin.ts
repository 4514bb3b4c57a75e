import type { QueryClient } from '@tanstack/react-query'
import { listClasses } from '#contract/classes.ts'
import { readFeed } from '#contract/feed.ts'
import { listNotices } from '#contract/notices.ts'
import { reading } from '../../api.ts'
import { loadWords } from '../../speech.tsx'

/** What the day's screen is drawn from. */
export const readToday = (client: QueryClient) =>
  Promise.all([
    loadWords('home', 'classes', 'posts', 'photos'),
    client.prefetchQuery(reading(listClasses)),
    client.prefetchQuery(reading(readFeed, { query: {} })),
    client.prefetchQuery(reading(listNotices, { query: {} })),
  ])

/** Asks at once for all that the first screen needs, in one round: its code, its words and its rows. */
export const beginToday = (client: QueryClient) => {
  void import('./Today.tsx')
  void loadWords('app', 'errors')
  void readToday(client)
}
