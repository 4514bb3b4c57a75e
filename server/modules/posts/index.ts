export { namedReaders } from './audiences.queries.ts'
export { labelsOf } from './labels.ts'
export { readersOf } from './readers.ts'
