export { type Arrival, arrivalOf } from './arriving.ts'
export { notices } from './rows.ts'
