export { audienceOf } from './groups.queries.ts'
export { groupTable } from './sealed.ts'
