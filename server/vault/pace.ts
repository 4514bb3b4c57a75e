import { setImmediate as nextTurn } from 'node:timers/promises'

// A request takes four or five turns of the event loop, and may wait for as much before each of them.
const SLICE_MS = 1

/** Long work goes on for a millisecond, then lets others have their turn: between two steps it asks whether it is time to. */
export const unhurried = () => {
  let since = performance.now()
  return {
    isTime: (): boolean => performance.now() - since > SLICE_MS,
    rest: async (): Promise<void> => {
      await nextTurn()
      since = performance.now()
    },
  }
}

/** Does one thing for each, unhurried. */
export const inSlices = async <T>(count: number, work: (nth: number) => T): Promise<T[]> => {
  const out: T[] = new Array(count)
  const pace = unhurried()
  for (let nth = 0; nth < count; nth++) {
    if ((nth & 7) === 7 && pace.isTime()) await pace.rest()
    out[nth] = work(nth)
  }
  return out
}
