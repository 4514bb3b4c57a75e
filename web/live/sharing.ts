import type { StreamEvent } from '#contract/live.ts'
import { eventIn, openSource, type Told } from './source.ts'

/** Ends when the page is put away: who cannot read must not lead. */
const untilAway = () => {
  const away = new AbortController()
  const stop = () => away.abort()
  addEventListener('pagehide', stop, { once: true })
  document.addEventListener('freeze', stop, { once: true })
  return away.signal
}

const whenBack = (run: () => void) => {
  addEventListener('pageshow', ({ persisted }) => persisted && run())
  document.addEventListener('resume', run)
}

/**
 * One stream for all tabs of a school: a browser has six connections to a server, and a stream holds one. Whoever has the lock listens
 * and tells the others; when it goes, the next has the lock and goes on where it was. Where there are no locks (plain HTTP), each tab
 * listens for itself.
 */
export const share = (slug: string, hear: (event: StreamEvent) => void): void => {
  const name = `preau-live-${slug}`
  const channel = new BroadcastChannel(name)
  let after = ''
  const take = ({ event, after: id }: Told) => {
    after = id
    if (event) hear(event)
  }
  channel.addEventListener('message', ({ data }) => {
    const { event, after: id }: { event?: unknown; after?: unknown } = Object(data)
    if (typeof id === 'string') take({ event: eventIn(event), after: id })
  })
  const lead = (signal: AbortSignal) =>
    openSource(
      `/s/${slug}/api/stream`,
      () => after,
      signal,
      (message) => {
        take(message)
        channel.postMessage(message)
      },
    )
  const run = () => {
    const signal = untilAway()
    if (!('locks' in navigator)) return void lead(signal)
    void navigator.locks
      .request(name, { signal }, () => lead(signal))
      .catch((reason: unknown) => {
        if (!signal.aborted) throw reason // put away while it waited: that is no fault, and anything else is
      })
  }
  run()
  whenBack(run)
}
