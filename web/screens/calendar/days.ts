import { type Locale, languageOf } from '#contract/locales.ts'
import { tags } from '#i18n/words.ts'

const DAY = 86_400_000

/** Days are words (`2026-12-01`): the school's, wherever somebody looks. As instants they are midnights in UTC. */
export const asDate = (day: string) => new Date(`${day}T00:00:00Z`)
const asDay = (date: Date) => date.toISOString().slice(0, 10)

export const addDays = (day: string, days: number) => asDay(new Date(asDate(day).getTime() + days * DAY))
export const addMonths = (day: string, months: number) => {
  const date = asDate(`${day.slice(0, 7)}-01`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return asDay(date)
}
export const daysFrom = (first: string, count: number) => Array.from({ length: count }, (_, nth) => addDays(first, nth))

/** In Japan and Canada a week begins on Sunday, elsewhere on Monday. */
export const firstWeekday = (locale: Locale) => (languageOf(locale) === 'ja' || locale === 'fr-CA' ? 0 : 1)

export const weekOf = (day: string, locale: Locale) => addDays(day, -((asDate(day).getUTCDay() - firstWeekday(locale) + 7) % 7))

/** The weeks that a month touches, each of seven days. */
export const weeksOfMonth = (day: string, locale: Locale) => {
  const first = weekOf(`${day.slice(0, 7)}-01`, locale)
  const last = addDays(addMonths(day, 1), -1)
  const weeks: string[][] = []
  for (let at = first; at <= last; at = addDays(at, 7)) weeks.push(daysFrom(at, 7))
  return weeks
}

export const said = (locale: Locale, day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(tags[locale], { ...options, timeZone: 'UTC' }).format(asDate(day))

/** Everything of these that touches a day. */
export const onDay = <E extends { fromOn: string; toOn: string }>(entries: readonly E[], day: string) =>
  entries.filter(({ fromOn, toOn }) => fromOn <= day && day <= toOn)
