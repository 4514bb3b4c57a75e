export { notices } from './rows.ts'
