import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { readWaiting } from '#contract/conversation-reading.ts'
import { reading } from '../../api.ts'
import { loadWords } from '../../speech.tsx'

// Its code and its words come where something waits: on most days they are not needed.
const Lines = lazy(() =>
  Promise.all([import('./WaitingLines.tsx'), loadWords('conversations')]).then(([{ WaitingLines }]) => ({
    default: WaitingLines,
  })),
)

/** On the day's screen: that there are messages which one has not read, and reports that one decides. */
export const Waiting = ({ slug }: { slug: string }) => {
  const { data } = useQuery(reading(readWaiting))
  if (!data || data.unread + data.reports === 0) return null
  return (
    <Suspense fallback={null}>
      <Lines slug={slug} {...data} />
    </Suspense>
  )
}
