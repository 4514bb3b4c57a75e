export { agreedBy } from './policies.queries.ts'
export { takeBack } from './taking-back.ts'
