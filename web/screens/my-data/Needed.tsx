import type { RightRequest } from '#contract/right-request.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'

type NeededProps = { needed: RightRequest['needed']; said: 'mydata.needed' | 'mydata.needed.asked' }

/** What is still needed to know who asks, until when, and whether the clock waits for it. */
export const Needed = ({ needed, said }: NeededProps) => {
  const t = useWords()
  if (!needed) return null
  return (
    <div className="stack tight">
      <p>{t(said, { day: shortDay(t.locale, needed.until) })}</p>
      <p className="said ink-box">{needed.words}</p>
      <p className="small quiet">{t(needed.clockWaits ? 'mydata.needed.clock_waits' : 'mydata.needed.clock_on')}</p>
    </div>
  )
}
