export { calendarAt } from './feed-file.ts'
