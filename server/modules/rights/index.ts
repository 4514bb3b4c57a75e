export { take } from './asking.ts'
export { contestedAbout } from './following.queries.ts'
export { restrict } from './restricting.ts'
export { namesOf } from './showing.ts'
