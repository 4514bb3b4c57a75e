export { openCopy } from './opening.ts'
export { partsOf, whoseIs } from './parts.ts'
