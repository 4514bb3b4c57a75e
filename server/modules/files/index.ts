import { picturesOf } from './images.ts'
import { nameFor } from './sniffing.ts'

export { attach, reattach } from './attaching.ts'
export { filesOf } from './describing.ts'
export { linksFor, openFile, openLink, type Served } from './links.ts'
export { dropFiles, keepMade, receiveBlurred } from './making.ts'
export { nameFor, picturesOf }
