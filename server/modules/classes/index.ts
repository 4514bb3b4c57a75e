export { enrol, openClass, schoolLife } from './opening.ts'
export { classTable } from './sealed.ts'
