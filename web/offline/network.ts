import { useSyncExternalStore } from 'react'
import type { ErrorCode } from '#contract/errors.ts'

/** Something asked for that has not been sent, in the words of whoever asked. */
export type Wish = { id: string; at: number; name: string; text: string; refused: ErrorCode | 'offline' | 'too_old' | undefined }

/** How it stands between this page and the school: what is shown from before, what waits, and whether a new release does. */
type Standing = {
  isOnline: boolean
  release: ServiceWorker | undefined
  savedAt: ReadonlyMap<string, number>
  wishes: readonly Wish[]
  /** Somebody wants to sign out while something waits. */
  isLeaving: boolean
}

const atFirst: Standing = { isOnline: navigator.onLine, release: undefined, savedAt: new Map(), wishes: [], isLeaving: false }
const state = { now: atFirst }
const listeners = new Set<() => void>()

export const change = (changed: Partial<Standing>) => {
  state.now = { ...state.now, ...changed }
  for (const listener of listeners) listener()
}

/** Notes that an answer is shown as it was saved then, or (undefined) that it is fresh again. */
export const noteAge = (key: string, at: number | undefined) => {
  if (state.now.savedAt.get(key) === at) return
  const savedAt = new Map(state.now.savedAt)
  if (at === undefined) savedAt.delete(key)
  else savedAt.set(key, at)
  change({ savedAt })
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const standing = () => state.now
export const useStanding = () => useSyncExternalStore(listen, standing)
