/** What time it is: the only source of "now" for code that decides something, so that tests can hold it. */
export type Clock = { now: () => Date }

export const clock: Clock = { now: () => new Date() }

type Calendar = { format: Intl.DateTimeFormat; minute: number; day: string }
const calendars = new Map<string, Calendar>()
const calendarOf = (timeZone: string): Calendar => {
  const known = calendars.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const made = { format, minute: Number.NaN, day: '' }
  calendars.set(timeZone, made) // no more of them than there are time zones
  return made
}

/** The school's day (YYYY-MM-DD) at an instant: days of the ledger, of retention and of lessons are counted in it. */
export const schoolDay = (at: Date, timeZone: string): string => {
  const calendar = calendarOf(timeZone)
  const minute = Math.floor(at.getTime() / 60_000)
  if (calendar.minute !== minute) Object.assign(calendar, { minute, day: calendar.format.format(at) }) // a day ends with a minute, everywhere
  return calendar.day
}
