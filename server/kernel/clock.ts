/** What time it is: the only source of "now" for code that decides something, so that tests can hold it. */
export type Clock = { now: () => Date }

export const clock: Clock = { now: () => new Date() }

/** The school's day (YYYY-MM-DD) at an instant: days of the ledger, of retention and of lessons are counted in it. */
export const schoolDay = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
