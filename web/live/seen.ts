const waiting = new Set<() => void>()

const isSeen = () => document.visibilityState === 'visible'

const look = () => {
  if (!isSeen()) return
  for (const run of waiting) run()
  waiting.clear()
  document.removeEventListener('visibilitychange', look)
}

/** Does something when the page is before somebody: now, or when it comes back. What is only read by a machine must not stand in a log as read. */
export const whenSeen = (run: () => void): void => {
  waiting.add(run)
  document.addEventListener('visibilitychange', look)
  look()
}
