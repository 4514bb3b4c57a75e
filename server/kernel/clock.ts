/** What time it is: the only source of "now" for code that decides something, so that tests can hold it. */
export type Clock = { now: () => Date }

export const clock: Clock = { now: () => new Date() }

const calendars = new Map<string, Intl.DateTimeFormat>()
const calendarOf = (timeZone: string) => {
  const known = calendars.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  calendars.set(timeZone, made) // no more of them than there are time zones
  return made
}

/** The school's day (YYYY-MM-DD) at an instant: days of the ledger, of retention and of lessons are counted in it. */
export const schoolDay = (at: Date, timeZone: string): string => calendarOf(timeZone).format(at)
