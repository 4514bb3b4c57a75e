/** The names of the days of the week, the first of them Monday. */
export const weekdays = (locale: string, style: 'long' | 'short' = 'long') =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    day,
    name: new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2026, 5, day)), // June 2026 begins with a Monday
  }))
