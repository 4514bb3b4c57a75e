// Run inside the page, as text: this folder knows nothing of a browser's types.

/** Notes from the first moment on what was painted largest, and how long each interaction waited for its next frame. */
export const watching = `
  window.preauSeen = { largest: 0, waits: [] }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.preauSeen.largest = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) window.preauSeen.waits.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
`

/** When the largest thing was painted, in milliseconds from the beginning of the visit. */
export const largest = 'window.preauSeen.largest'

/** The longest that an interaction waited; 0, where each was quicker than anybody notices. */
export const longestWait = 'Math.max(0, ...window.preauSeen.waits)'

/** Scrolls to the end in forty steps; answers how long each frame took, in order of length. */
export const scrolling = `new Promise((resolve) => {
  const frames = []
  let before = performance.now()
  const step = (at) => (now) => {
    frames.push(now - before)
    before = now
    scrollTo(0, (document.documentElement.scrollHeight * at) / 40)
    if (at < 40) requestAnimationFrame(step(at + 1))
    else resolve(frames.slice(1).sort((a, b) => a - b))
  }
  requestAnimationFrame(step(0))
})`

/** Scrolls on by a third of the window in every frame, as a thumb does, to the end and back; answers the longest frame. */
export const thumbing = `new Promise((resolve) => {
  const frames = []
  let before = performance.now()
  let by = innerHeight / 3
  const step = (now) => {
    frames.push(now - before)
    before = now
    const place = scrollY
    scrollBy(0, by)
    if (scrollY !== place) return requestAnimationFrame(step)
    if (by > 0) {
      by = -by
      return requestAnimationFrame(step)
    }
    resolve(frames.slice(2).sort((a, b) => b - a)[0])
  }
  requestAnimationFrame(step)
})`

/** Whether the worker has kept the frame of the app, and has it from now on. */
export const kept = `navigator.serviceWorker.ready.then(({ active }) => active?.state === 'activated' && caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.match('/shell.html')))).then((found) => found.some(Boolean))))`
