import { useSyncExternalStore } from 'react'

/** What has come while somebody reads, and is not drawn until they wish so: nothing may move under their eyes. */
export type Arrivals = {
  readonly ids: ReadonlySet<string> /** Something came that nobody counted. */
  readonly isBehind: boolean
}

const none: Arrivals = { ids: new Set(), isBehind: false }
let now = none
const watching = new Set<() => void>()

const become = (next: Arrivals) => {
  now = next
  for (const tell of watching) tell()
}

export const arrive = (id: string) => become({ ...now, ids: new Set([...now.ids, id]) })
export const fallBehind = () => become({ ...now, isBehind: true })
export const release = () => become(none)

const watch = (tell: () => void) => {
  watching.add(tell)
  return () => watching.delete(tell)
}

export const useArrivals = () => useSyncExternalStore(watch, () => now)
