export { type Standing, standingOf } from './standing.queries.ts'
