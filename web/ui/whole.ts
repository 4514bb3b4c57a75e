import { startTransition, useEffect, useState } from 'react'

/** Whoever comes back to a place further down finds the whole page there at once. */
const state = {
  isFirst: performance.getEntriesByType('navigation').some((visit) => 'type' in visit && visit.type === 'navigate'),
}

/** Whether what stands below the first screenful is drawn, too: on a visit that begins it comes when that has been painted. */
export const useWhole = (): boolean => {
  const [isWhole, setWhole] = useState(!state.isFirst)
  useEffect(() => {
    state.isFirst = false
    startTransition(() => setWhole(true))
  }, [])
  return isWhole
}
