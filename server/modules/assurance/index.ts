import { controlRows, type Promised, promises } from './registry.ts'
import { type CheckName, type ControlId, type Theme, themes } from './rows.ts'

export type { Ask, Ground, Heard, Line, Surroundings } from './checking.ts'
export { looker } from './installation.queries.ts'
export { daysOf, lookAround, lostPromises, running, standings } from './looking.ts'
export { type State, worst } from './states.ts'
export { type CheckName, type ControlId, controlRows, type Promised, promises, type Theme, themes }
