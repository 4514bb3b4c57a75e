export { type Letter, letter } from './letter.ts'
