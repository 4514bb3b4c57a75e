export { attach, reattach } from './attaching.ts'
export { filesOf } from './describing.ts'
export { openLink, type Served } from './links.ts'
export { nameFor } from './sniffing.ts'
