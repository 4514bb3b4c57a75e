import type { ReactNode } from 'react'
import type { CalendarEntry } from '#contract/calendar.ts'
import { useSaid } from '../../furigana.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { useTimes } from './when.tsx'

type Shown = { entry: CalendarEntry; day: string; place: ReactNode; onOpen: (entry: CalendarEntry) => void }

/** Whether one has still to say something. */
export const waits = ({ state, asksReply, mine }: CalendarEntry) =>
  state === 'planned' && asksReply && mine.some(({ answer, mayAnswer }) => mayAnswer && answer === null)

/** One entry in a list: when, what, where, and what there is to do about it. */
export const EntryLine = ({ entry, day, place, onOpen }: Shown) => {
  const say = useSaid()
  const times = useTimes()
  const isOff = entry.state === 'cancelled'
  return (
    <button type="button" className={`entry-line${isOff ? ' off' : ''}`} onClick={() => onOpen(entry)}>
      <span className="entry-time">{say.text(times(entry, day))}</span>
      <span className="entry-what">
        <bdi className="entry-title">{entry.title}</bdi>
        <span className="quiet small">
          {place}
          {entry.place && (
            <>
              {' · '}
              <bdi>{entry.place}</bdi>
            </>
          )}
        </span>
      </span>
      {isOff && <Badge tone="bad">{say('calendar.cancelled')}</Badge>}
      {waits(entry) && <Badge tone="action">{say('calendar.answer_waits')}</Badge>}
    </button>
  )
}
