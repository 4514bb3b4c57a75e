import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect } from 'react'
import { readFeed } from '#contract/feed.ts'
import { release, useArrivals } from '../../live/arrivals.ts'
import { outdate } from '../../outdating.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'

/** The posts that came while somebody reads, and are not shown yet. */
export const useHeld = () => useArrivals().ids

/** Says how many have come, and shows them when that is wished: until then nothing on the page moves. */
export const NewPosts = ({ top }: { top: RefObject<HTMLElement | null> }) => {
  const t = useWords()
  const client = useQueryClient()
  const { ids, isBehind } = useArrivals()
  useEffect(() => release, []) // who comes here anew sees everything
  const show = () => {
    release()
    void outdate(client, readFeed)
    top.current?.focus({ preventScroll: true })
    top.current?.scrollIntoView({ block: 'start' })
  }
  return (
    <div className="new-posts" role="status">
      {(ids.size > 0 || isBehind) && (
        <Button look="primary" icon="up" onPress={show}>
          {t('posts.new', { count: ids.size })}
        </Button>
      )}
    </div>
  )
}
