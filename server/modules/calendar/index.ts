export { calendarAt } from './feed-file.ts'
export { type IcsEvent, icalendar } from './icalendar.ts'
