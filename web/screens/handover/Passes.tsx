import type { PassingThing } from '#contract/hand-overs.ts'
import { useWords } from '../../speech.tsx'

/** What waits in a class, and comes with it. */
export const Passes = ({ passes }: { passes: readonly { what: PassingThing; count: number }[] }) => {
  const t = useWords()
  if (passes.length === 0) return <p className="quiet small">{t('handover.nothing_waits')}</p>
  return (
    <ul className="plain small quiet">
      {passes.map(({ what, count }) => (
        <li key={what}>{t(`handover.passes.${what}`, { count })}</li>
      ))}
    </ul>
  )
}
