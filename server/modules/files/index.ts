export { attach } from './attaching.ts'
export { openLink, type Served } from './links.ts'
export { nameFor } from './sniffing.ts'
