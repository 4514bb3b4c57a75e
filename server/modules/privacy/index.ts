export { askerIn, carryOut, digestOfCode, findValue, heardEverywhere, meaningOf } from './answering.ts'
export { contentsOf, dryRun, erase, gates, shownTables, walk, whomOf } from './engines.ts'
export { groundOf } from './ground.ts'
