/** Whether what this process remembers may still be believed: not after missing the listener's heartbeat for too long. */
export const freshness = (onStale: () => void, now: () => number) => {
  let patience = Number.POSITIVE_INFINITY
  let last = now()
  const check = () => {
    if (now() - last > patience) onStale()
  }
  return {
    check,
    staleAfter: (ms: number) => {
      patience = ms
      last = now()
    },
    /** A gap means that an erasure may have been announced unheard: what was remembered before it goes. */
    heartbeat: () => {
      check()
      last = now()
    },
  }
}
