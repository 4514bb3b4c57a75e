export { keptAfterYear, registerKept } from './keeping.ts'
export { enrol, openClass, schoolLife } from './opening.ts'
export { classTable } from './sealed.ts'
