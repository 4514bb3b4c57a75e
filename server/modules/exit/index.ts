export { wholeSchool } from './taking.ts'
