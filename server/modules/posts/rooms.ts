import * as answering from './answering.ts'
import * as changing from './changing.ts'
import * as feed from './feed.ts'
import * as publishing from './publishing.ts'
import * as reading from './reading.ts'
import * as writing from './writing.ts'

/** All that can be asked and done later in this room. */
export const postRooms: readonly object[] = [feed, reading, writing, changing, answering, publishing]
