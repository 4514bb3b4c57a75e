export { excerpt, plainHit } from './words.ts'
