export { announcedTexts } from './announced.ts'
export { type Announcement, announce } from './announcing.ts'
