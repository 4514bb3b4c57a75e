import { dayAfter, instantOf, wallOf } from './zoned.ts'

/** Every night from one minute of the day until another, and on these days from one midnight to the next (1 is Monday). */
export type QuietHours = { fromMinute: number; untilMinute: number; days: readonly number[] }
/** The quiet hours that hold somebody's delivery: the school's, and one's own beside them; and by whose clock. */
export type Quiet = { hours: readonly QuietHours[]; zone: string }

/** How far somebody looks for an hour that is not quiet. */
const DAYS_AHEAD = 15

const isWithin = ({ fromMinute, untilMinute }: QuietHours, minute: number) =>
  fromMinute <= untilMinute ? minute >= fromMinute && minute < untilMinute : minute >= fromMinute || minute < untilMinute

/** Whether it is quiet for somebody. */
export const isQuietAt = (at: Date, { hours, zone }: Quiet): boolean => {
  const { minute, weekday } = wallOf(at, zone)
  return hours.some((one) => one.days.includes(weekday) || isWithin(one, minute))
}

/** From when on something reaches somebody: at once, or when the quiet hours end; undefined where they never do. */
export const quietEnds = (at: Date, quiet: Quiet): Date | undefined => {
  if (!isQuietAt(at, quiet)) return at
  const { day } = wallOf(at, quiet.zone)
  const minutes = [...new Set([0, ...quiet.hours.map(({ untilMinute }) => untilMinute)])]
  return Array.from({ length: DAYS_AHEAD }, (_, ahead) => dayAfter(day, ahead))
    .flatMap((on) => minutes.map((minute) => instantOf(on, minute, quiet.zone)))
    .filter((one) => one >= at && !isQuietAt(one, quiet))
    .toSorted((a, b) => a.getTime() - b.getTime())[0]
}
