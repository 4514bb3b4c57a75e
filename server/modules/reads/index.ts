export { lookForCuriosity } from './curiosity.ts'
