import { controlRows, type Promised, promises } from './registry.ts'
import { type CheckName, type ControlId, owners, type Theme, themes } from './rows.ts'

export { announceSuppliers, type Company, comingSuppliers } from './announcing.ts'
export type { Ask, Ground, Heard, Line, Machine, Surroundings } from './checking.ts'
export { type Advisory, advisoryBundle, daysToMend, parts } from './checks/running.ts'
export { counted, looker, profilesOf } from './installation.queries.ts'
export type { Left } from './leaving.queries.ts'
export { changesOfControls, daysOf, lookAround, lostPromises, running, standings } from './looking.ts'
export { type Signed, signAtMachine, signedNow, withdrawAtMachine } from './records.ts'
export { recordKinds } from './registry.ts'
export { type Change, left, noteRevision, readRevisions } from './revising.ts'
export { type State, worst } from './states.ts'
export { type CheckName, type ControlId, controlRows, owners, type Promised, promises, type Theme, themes }
