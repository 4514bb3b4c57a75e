import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Tries until the heading of a screen that is still being fetched, or hidden until then, takes the focus; answers how to stop. */
const whenThere = (content: HTMLElement) => {
  const stand = () => {
    const heading = content.querySelector<HTMLElement>('h1')
    heading?.focus()
    return heading !== null && document.activeElement === heading
  }
  if (stand()) return () => {}
  const watching = new MutationObserver(() => {
    // Whoever has moved on meanwhile is not called back.
    const isWaiting = document.activeElement === content || document.activeElement === document.body
    if (!isWaiting || stand()) watching.disconnect()
  })
  watching.observe(content, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] })
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
      stop = whenThere(content.current)
    })
    return () => {
      leave()
      stop()
    }
  }, [router])
  return content
}
