export { saidToMany, step, text, untilYearOver, when, writing } from './holding.ts'
export { labelsOf } from './labels.ts'
export { readersByName, readersOf } from './readers.ts'
