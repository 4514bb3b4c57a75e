// The engines over the data map, for those who prove that they do what they say.
export { erase } from './erasing.ts'
export { shownTables } from './exporting.ts'
export { gates } from './gates.ts'
export { dryRun } from './retention.ts'
export { contentsOf, walk, whomOf } from './walking.ts'
