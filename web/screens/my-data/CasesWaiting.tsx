import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { readCasesWaiting } from '#contract/establishing.ts'
import { reading } from '../../api.ts'
import { loadWords } from '../../speech.tsx'

// Its code and its words come where something waits.
const Line = lazy(() =>
  Promise.all([import('./CasesWaitingLine.tsx'), loadWords('mydata')]).then(([{ CasesWaitingLine }]) => ({
    default: CasesWaitingLine,
  })),
)

/** On the day’s screen of the desk: that cases wait for the reader to confirm who asks. */
export const CasesWaiting = ({ slug }: { slug: string }) => {
  const count = useQuery(reading(readCasesWaiting)).data?.toConfirm ?? 0
  if (count === 0) return null
  return (
    <Suspense fallback={null}>
      <Line slug={slug} count={count} />
    </Suspense>
  )
}
