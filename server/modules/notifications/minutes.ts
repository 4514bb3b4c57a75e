import type { QuietHoursSaid } from '#contract/notifications.ts'
import type { QuietHours } from './quiet.ts'

/** HH:MM as minutes since midnight. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Minutes since midnight as HH:MM. */
export const timeOf = (minute: number): string =>
  `${Math.floor(minute / 60)}`.padStart(2, '0') + `:${`${minute % 60}`.padStart(2, '0')}`

export const asQuiet = ({ from, until, days }: QuietHoursSaid): QuietHours => ({
  fromMinute: minuteOf(from),
  untilMinute: minuteOf(until),
  days: [...new Set(days)].toSorted(),
})

export const saidQuiet = ({ fromMinute, untilMinute, days }: QuietHours): QuietHoursSaid => ({
  from: timeOf(fromMinute),
  until: timeOf(untilMinute),
  days: [...days],
})

/** Days of the week as one number: 1 for Monday, 2 for Tuesday, 4 for Wednesday and so on. */
export const daysAsBits = (days: readonly number[]): number => days.reduce((bits, day) => bits | (1 << (day - 1)), 0)

export const daysIn = (bits: number): number[] => [1, 2, 3, 4, 5, 6, 7].filter((day) => bits & (1 << (day - 1)))
