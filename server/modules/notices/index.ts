export { type Announcement, announce } from './announcing.ts'
