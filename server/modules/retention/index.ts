export { heldRules } from './announced.queries.ts'
