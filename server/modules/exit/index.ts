export { destroySomeKeys, removeRows } from './destroying.ts'
export { reopen } from './reopening.ts'
export { wholeSchool } from './taking.ts'
