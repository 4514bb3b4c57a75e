import type { CalendarEntry } from '#contract/calendar.ts'
import type { Locale } from '#contract/locales.ts'
import { clockTime } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { said } from './days.ts'

type When = Pick<CalendarEntry, 'fromOn' | 'toOn' | 'fromTime' | 'toTime'>

/** A time of day as the language writes it; the day beside it says of which day. */
export const timeOf = (locale: Locale, time: string) => clockTime(locale, new Date(`1970-01-01T${time}:00Z`))

/** From when to when, as short as it can be said beside its day. */
export const useTimes = () => {
  const t = useWords()
  return ({ fromOn, toOn, fromTime, toTime }: When, day?: string) => {
    const isFirst = day === undefined || day === fromOn
    const isLast = day === undefined || day === toOn
    if (fromTime === null || toTime === null || (!isFirst && !isLast)) return t('calendar.whole_day')
    if (fromOn === toOn) return t('calendar.from_to', { from: timeOf(t.locale, fromTime), to: timeOf(t.locale, toTime) })
    if (isFirst) return t('calendar.from', { from: timeOf(t.locale, fromTime) })
    return t('calendar.until', { to: timeOf(t.locale, toTime) })
  }
}

/** The same with its days, where no day stands beside it. */
export const WhenSaid = ({ entry }: { entry: When }) => {
  const t = useWords()
  const say = useSaid()
  const times = useTimes()
  const long = (day: string) => said(t.locale, day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const { fromOn, toOn, fromTime, toTime } = entry
  if (fromOn === toOn) return say.text(t('calendar.on', { day: long(fromOn), times: times(entry) }))
  const at = (day: string, time: string | null) => (time === null ? long(day) : `${long(day)}, ${timeOf(t.locale, time)}`)
  return say.text(t('calendar.from_to', { from: at(fromOn, fromTime), to: at(toOn, toTime) }))
}
