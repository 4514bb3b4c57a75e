import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Waits for the heading of a screen that is still being fetched; answers how to stop. */
const whenThere = (content: HTMLElement, act: (heading: HTMLElement) => void) => {
  const look = () => content.querySelector<HTMLElement>('h1')
  const found = look()
  if (found) {
    act(found)
    return () => {}
  }
  const watching = new MutationObserver(() => {
    const heading = look()
    if (!heading) return
    watching.disconnect()
    act(heading)
  })
  watching.observe(content, { childList: true, subtree: true })
  return () => watching.disconnect()
}

/** After a step to another screen the keyboard and the reader stand at its heading, not at the link that was left. */
export const useFocusOnArrival = () => {
  const router = useRouter()
  const content = useRef<HTMLElement>(null)
  useEffect(() => {
    let stop = () => {}
    const leave = router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
      stop()
      if (!content.current || !fromLocation || !pathChanged) return
      content.current.focus()
      stop = whenThere(content.current, (heading) => {
        // Whoever has moved on meanwhile is not called back.
        if (document.activeElement === content.current || document.activeElement === document.body) heading.focus()
      })
    })
    return () => {
      leave()
      stop()
    }
  }, [router])
  return content
}
