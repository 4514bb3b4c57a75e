export { arrivalOf, quietUntil } from './arriving.ts'
export { notices } from './rows.ts'
