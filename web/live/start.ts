import type { QueryClient } from '@tanstack/react-query'
import { readFeed } from '#contract/feed.ts'
import type { StreamEvent } from '#contract/live.ts'
import { slugOfPage } from '../api.ts'
import { isQuiet, outdate } from '../outdating.ts'
import { fallBehind } from './arrivals.ts'
import type { Fresh } from './fresh.ts'
import { share } from './sharing.ts'
import { fresh } from './table.ts'

/** A class does not ask in the same moment: each app waits a little, and another while than the next. */
const MOST_WAIT_MS = 1_500

const rowOf = (name: string) => (name in fresh ? fresh[name as keyof Fresh] : undefined)

/** Everything may have changed. What was said anew waits until it is wished for, as always. */
const startAnew = (client: QueryClient) => {
  void client.invalidateQueries({ predicate: isQuiet })
  void client.invalidateQueries({ queryKey: [readFeed.name], refetchType: 'none' })
  fallBehind()
}

const hear = (client: QueryClient, { name, id }: StreamEvent) => {
  if (name === 'reload') return startAnew(client)
  // Whoever stands elsewhere now sees at once what that is.
  if (name === 'standing') return void client.invalidateQueries({ predicate: ({ meta }) => meta?.['isFact'] !== true })
  const row = rowOf(name)
  if (typeof row === 'function') row(client, id ?? '')
  else if (row) setTimeout(() => void outdate(client, ...row), Math.random() * MOST_WAIT_MS)
}

/** Keeps what is on the screen as it is in the school, for as long as anybody answers; without that everything works as before. */
export const startLive = (client: QueryClient): void => {
  if (typeof EventSource === 'undefined') return
  share(slugOfPage(), (event) => hear(client, event))
}
