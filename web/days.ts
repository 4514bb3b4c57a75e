import { readMe } from '#contract/people.ts'
import { isoDay } from '#i18n/dates.ts'
import { useEndpoint } from './useEndpoint.ts'

const DAY = 86_400_000

/** The day that is so many days after today where a school is; a day is no number of hours, for some have 23 or 25. */
export const dayAhead = (days: number, timeZone: string, now: Date): string =>
  isoDay(new Date(Date.parse(isoDay(now, timeZone)) + days * DAY), 'UTC')

/** Counts days from today, as the school counts them: wherever whoever looks is, and whatever their device believes. */
export const useInDays = () => {
  const { timeZone } = useEndpoint(readMe).school
  return (days: number) => dayAhead(days, timeZone, new Date())
}
