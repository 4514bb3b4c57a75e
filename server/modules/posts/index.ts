export { saidToMany, step, text, untilCounted, untilYearOver, when, writing } from './holding.ts'
export { labelsOf } from './labels.ts'
export { readersByName, readersOf } from './readers.ts'
