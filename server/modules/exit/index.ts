export { reopen } from './reopening.ts'
export { wholeSchool } from './taking.ts'
