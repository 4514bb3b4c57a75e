import { readCalendar, readCalendarVersions } from '#contract/calendar.ts'
import type { Fresh } from '../../live/fresh.ts'

export const calendarFresh: Fresh = {
  'calendar.entered': [readCalendar],
  'calendar.changed': [readCalendar, readCalendarVersions],
  'calendar.cancelled': [readCalendar],
}
