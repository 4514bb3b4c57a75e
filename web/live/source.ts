import type { StreamEvent } from '#contract/live.ts'

const FIRST_MS = 4_000
const LONGEST_MS = 300_000

export type Told = { event: StreamEvent | null; after: string }

/** Nothing, where it is of a newer server or a newer page: it says something that this one does not know. */
export const eventIn = (said: unknown): StreamEvent | null => {
  const { name, id }: { name?: unknown; id?: unknown } = Object(said)
  return typeof name === 'string' && (id === null || typeof id === 'string') ? { name, id } : null
}

const eventOf = (data: string): StreamEvent | null => {
  try {
    return eventIn(JSON.parse(data))
  } catch {
    return null
  }
}

/** Resolves when this one stream is over: put away, or refused for good. */
const listen = (url: string, signal: AbortSignal, tell: (told: Told) => void, opened: () => void) =>
  new Promise<void>((resolve) => {
    const source = new EventSource(url)
    const end = () => {
      source.close()
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
    source.addEventListener('open', opened)
    source.addEventListener('message', ({ data, lastEventId }) => tell({ event: eventOf(data), after: lastEventId }))
    // A stream that only broke off comes again by itself; one that was refused is closed.
    source.addEventListener('error', () => source.readyState === EventSource.CLOSED && end())
  })

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/** Listens until the page is put away. Refused, it tries again more and more rarely, and says nothing of it to anybody. */
export const openSource = async (
  url: string,
  after: () => string,
  signal: AbortSignal,
  tell: (told: Told) => void,
): Promise<void> => {
  for (let failures = 0; !signal.aborted; failures++) {
    const last = after()
    await listen(last ? `${url}?after=${encodeURIComponent(last)}` : url, signal, tell, () => {
      failures = 0
    })
    if (!signal.aborted) await pause(Math.min(FIRST_MS * 2 ** failures, LONGEST_MS), signal)
  }
}
