import type { ReactNode } from 'react'
import type { CalendarEntry } from '#contract/calendar.ts'
import { week } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { asDate, daysFrom, onDay, said, weekOf, weeksOfMonth } from './days.ts'
import { EntryLine } from './EntryLine.tsx'
import { useTimes } from './when.tsx'

export type Viewed = {
  entries: readonly CalendarEntry[]
  day: string
  today: string
  placeOf: (audience: string) => ReactNode
  onOpen: (entry: CalendarEntry) => void
}

const DayHead = ({ day, today }: { day: string; today: string }) => {
  const { locale } = useWords()
  const say = useSaid()
  return (
    <h3 className={day === today ? 'day-head today' : 'day-head'} aria-current={day === today ? 'date' : undefined}>
      <time dateTime={day}>{say.text(said(locale, day, { weekday: 'long', day: 'numeric', month: 'long' }))}</time>
    </h3>
  )
}

/** Only days on which something is, one below the other. */
export const Agenda = ({ entries, day, today, placeOf, onOpen, days }: Viewed & { days: number }) => {
  const say = useSaid()
  const full = daysFrom(day, days).filter((one) => onDay(entries, one).length > 0)
  if (full.length === 0)
    return (
      <EmptyState title={say('calendar.nothing')} drawing="tree">
        {say('calendar.nothing_how')}
      </EmptyState>
    )
  return (
    <div className="stack">
      {full.map((one) => (
        <section key={one} className="stack tight day">
          <DayHead day={one} today={today} />
          {onDay(entries, one).map((entry) => (
            <EntryLine key={entry.id} entry={entry} day={one} place={placeOf(entry.audience)} onOpen={onOpen} />
          ))}
        </section>
      ))}
    </div>
  )
}

/** Seven days: columns where there is room, one below the other on a phone. */
export const Week = ({ entries, day, today, placeOf, onOpen }: Viewed) => {
  const t = useWords()
  const say = useSaid()
  return (
    <div className="week">
      {daysFrom(weekOf(day, t.locale), 7).map((one) => (
        <section key={one} className="stack tight day">
          <DayHead day={one} today={today} />
          {onDay(entries, one).map((entry) => (
            <EntryLine key={entry.id} entry={entry} day={one} place={placeOf(entry.audience)} onOpen={onOpen} />
          ))}
          {onDay(entries, one).length === 0 && <p className="quiet small">{say('calendar.free')}</p>}
        </section>
      ))}
    </div>
  )
}

const Cell = ({ entries, day, month, today, onOpen }: Omit<Viewed, 'placeOf'> & { month: string }) => {
  const t = useWords()
  const say = useSaid()
  const times = useTimes()
  const kind = [day === today ? 'today' : '', day.startsWith(month) ? '' : 'beside'].filter(Boolean).join(' ')
  return (
    <td className={kind} aria-current={day === today ? 'date' : undefined}>
      <time dateTime={day} className="day-number">
        <span aria-hidden="true">{Number(day.slice(8))}</span>
        <span className="unseen">{said(t.locale, day, { day: 'numeric', month: 'long' })}</span>
      </time>
      {onDay(entries, day).map((entry) => (
        <button
          key={entry.id}
          type="button"
          className={entry.state === 'cancelled' ? 'entry-chip off' : 'entry-chip'}
          title={entry.title}
          onClick={() => onOpen(entry)}
        >
          <span className="unseen">{times(entry, day)} </span>
          <bdi>{entry.title}</bdi>
          {entry.state === 'cancelled' && <span className="unseen"> {say('calendar.cancelled')}</span>}
        </button>
      ))}
    </td>
  )
}

/** A month as a table, with the numbers of the weeks where schools count them. */
export const Month = (viewed: Viewed) => {
  const t = useWords()
  const say = useSaid()
  const { day } = viewed
  const weeks = weeksOfMonth(day, t.locale)
  const counts = t.locale === 'sv'
  return (
    <table className="month">
      <caption className="unseen">{said(t.locale, day, { month: 'long', year: 'numeric' })}</caption>
      <thead>
        <tr>
          {counts && (
            <th scope="col" className="week-number">
              {say('calendar.week_short')}
            </th>
          )}
          {weeks[0]!.map((one) => (
            <th key={one} scope="col">
              <abbr title={said(t.locale, one, { weekday: 'long' })}>
                {say.weekday(said(t.locale, one, { weekday: 'short' }), said(t.locale, one, { weekday: 'long' }))}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((days) => (
          <tr key={days[0]}>
            {counts && (
              <th scope="row" className="week-number">
                {week(asDate(days[0]!))}
              </th>
            )}
            {days.map((one) => (
              <Cell key={one} {...viewed} day={one} month={day.slice(0, 7)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
