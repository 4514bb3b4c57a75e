import { useState } from 'react'
import { type CopyEntries, MOST_MARKS } from '#contract/covering.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'

export type Begun = Pick<CopyEntries, 'seen' | 'marks'>

/** The copy as somebody began to look it through, until they look at what has come since. */
export const useBegun = (copy: Begun | undefined) => {
  const [begun, setBegun] = useState<Begun>()
  if (copy && !begun) setBegun(copy)
  return [begun ?? copy, setBegun] as const
}

type ComingProps = { copy: Begun; begun: Begun; onLook: (marks: string) => void }

/** Says that something came, changed or went meanwhile, and shows it. */
export const Coming = ({ copy, begun, onLook }: ComingProps) => {
  const t = useWords()
  if (copy.seen === begun.seen) return null
  const known = new Set(begun.marks)
  const fresh = copy.marks.filter((mark) => !known.has(mark))
  return (
    <div className="stack tight" role="status">
      <Banner tone="warn" title={t('covering.came')}>
        {t('covering.came_how')}
      </Banner>
      <p>
        <Button onPress={() => onLook(fresh.length > MOST_MARKS ? '' : fresh.join(','))}>{t('covering.look')}</Button>
      </p>
    </div>
  )
}
