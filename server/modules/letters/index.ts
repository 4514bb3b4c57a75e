export { dpoAddressOf } from './dpo.queries.ts'
export { type Letter, letter } from './letter.ts'
