export { groupTable } from './sealed.ts'
