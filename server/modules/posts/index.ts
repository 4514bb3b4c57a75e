export { namedReaders } from './audiences.queries.ts'
export { readersOf } from './readers.ts'
