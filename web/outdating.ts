import type { Query, QueryClient } from '@tanstack/react-query'
import { readFeed } from '#contract/feed.ts'

/** Forgets what was read through these endpoints, so that screens ask again. */
export const outdate = (client: QueryClient, ...endpoints: readonly { name: string }[]) =>
  Promise.all(endpoints.map(({ name }) => client.invalidateQueries({ queryKey: [name] })))

/** What may be asked again unasked: what is no line in somebody's log, and does not move under whoever reads it. */
export const isQuiet = ({ meta, queryKey: [name] }: Query) => meta?.['isFact'] !== true && name !== readFeed.name

/**
 * Something was changed: these are asked for again now, and no screen that is opened next may be of before. What a link fetched as a finger
 * came near, or another screen left behind, is asked for when it is shown, whichever rooms the change has reached.
 */
export const changed = (client: QueryClient, touches: readonly { name: string }[]) => {
  void client.invalidateQueries({ type: 'inactive', refetchType: 'none', predicate: isQuiet })
  return outdate(client, ...touches)
}
