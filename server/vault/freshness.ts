/** Whether what this process remembers may still be believed: not after missing the listener's heartbeat for too long. */
export const freshness = (onStale: () => void, now: () => number) => {
  let patience = Number.POSITIVE_INFINITY
  let last = now()
  const isStale = () => now() - last > patience
  const check = () => {
    if (isStale()) onStale()
  }
  /** A gap means that an erasure may have been announced unheard: what was remembered before it goes. */
  const heardAt = (at: number) => {
    check()
    last = at
  }
  return {
    check,
    isStale,
    staleAfter: (ms: number) => {
      patience = ms
      last = now()
    },
    heartbeat: () => heardAt(now()),
    /** An answer proves that all was heard that was said before the question, not more: so it counts from there. */
    asking: () => {
      const asked = now()
      return () => heardAt(asked)
    },
  }
}
