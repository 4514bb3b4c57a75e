import type { QuietHoursSaid } from '#contract/notifications.ts'
import { hourAt } from '../posts/hours.ts'

/** Whether the school is quiet at an instant, by its own clock. */
export const isQuiet = ({ from, until, days }: QuietHoursSaid, timeZone: string, at: Date): boolean => {
  const [day = '', time = ''] = hourAt(at, timeZone).split('T')
  const weekday = new Date(`${day}T12:00Z`).getUTCDay() || 7
  const isNight = from <= until ? from <= time && time < until : from <= time || time < until
  return days.includes(weekday) || isNight
}
