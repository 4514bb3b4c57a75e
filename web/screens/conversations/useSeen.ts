import { useEffect } from 'react'
import { seeConversation } from '#contract/conversation-reading.ts'
import { READ_MS } from '#contract/conversations.ts'
import { ask } from '../../api.ts'

/** Read means: the newest message stood on the screen, in the foreground, for a second. Said once for each; whoever looks away begins anew. */
export const useSeen = (conversationId: string, messageId: string | undefined, onSeen: () => void) => {
  useEffect(() => {
    if (!messageId) return
    let timer: number | undefined
    let isSaid = false
    const say = () => {
      isSaid = true
      ask(seeConversation, { params: { id: conversationId }, body: { messageId } })
        .then(onSeen)
        .catch(() => {
          isSaid = false // nobody answered: the next look says it
        })
    }
    const look = () => {
      clearTimeout(timer)
      if (!isSaid && document.visibilityState === 'visible' && document.hasFocus()) timer = window.setTimeout(say, READ_MS)
    }
    look()
    document.addEventListener('visibilitychange', look)
    window.addEventListener('focus', look)
    window.addEventListener('blur', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('focus', look)
      window.removeEventListener('blur', look)
    }
  }, [conversationId, messageId, onSeen])
}
