export type { Ask, Ground, Heard, Line, Surroundings } from './checking.ts'
export { looker } from './installation.queries.ts'
export { isRunning, latest, lookAround, running, standings } from './looking.ts'
