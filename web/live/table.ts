import { calendarFresh } from '../screens/calendar/live.ts'
import { classFresh } from '../screens/classes/live.ts'
import { conversationFresh } from '../screens/conversations/live.ts'
import { noticeFresh } from '../screens/notices/live.ts'
import { postFresh } from '../screens/posts/live.ts'
import type { Fresh } from './fresh.ts'

/** What each room says of its own screens; a new room is a line here. */
export const fresh: Fresh = { ...calendarFresh, ...classFresh, ...conversationFresh, ...noticeFresh, ...postFresh }
