export { classTable } from './sealed.ts'
