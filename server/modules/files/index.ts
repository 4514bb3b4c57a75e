import { thumbnailOf } from './files.queries.ts'
import { picturesOf } from './images.ts'
import { nameFor } from './sniffing.ts'

export { attach, reattach } from './attaching.ts'
export { filesOf } from './describing.ts'
export { type Led, type Lying, linksFor, openFile, openLink, type Served, servedFrom } from './links.ts'
export { dropFiles, keepMade, receiveBlurred } from './making.ts'
export { nameFor, picturesOf, thumbnailOf }
