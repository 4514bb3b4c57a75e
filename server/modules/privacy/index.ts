import { erase } from './erasing.ts'
import { shownTables } from './exporting.ts'
import { gates } from './gates.ts'
import { dryRun } from './retention.ts'
import { contentsOf, walk, whomOf } from './walking.ts'

export { groundOf } from './ground.ts'
export { carryOut, certificateCode, heardEverywhere, valueInWords } from './rights.ts'
/** The engines over the data map, for those who prove that they do what they say. */
export { contentsOf, dryRun, erase, gates, shownTables, walk, whomOf }
