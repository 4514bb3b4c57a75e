import type { QueryClient } from '@tanstack/react-query'
import { listClasses } from '#contract/classes.ts'
import { reading } from '../../api.ts'
import { loadWords } from '../../speech.tsx'

/** Asks at once for all that the first screen needs, in one round: its code, its words and its rows. */
export const beginToday = (client: QueryClient) => {
  void import('./Today.tsx')
  void loadWords('app', 'errors', 'home', 'classes')
  void client.prefetchQuery(reading(listClasses))
}
