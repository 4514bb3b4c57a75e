export { standingOf } from './standing.queries.ts'
