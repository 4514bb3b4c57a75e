import type { Spoken } from './hearing.ts'
import type { Stream } from './stream.ts'

/** So many events are remembered for those who were away for a moment. */
const MOST_REMEMBERED = 500

/** The streams of one school, and what was said there since `since`. */
export type Room = {
  schoolId: string
  streams: Set<Stream>
  recent: Spoken[]
  since: number /** beats without anybody */
  empty: number
}

export const newRoom = (schoolId: string, since: number): Room => ({ schoolId, streams: new Set(), recent: [], since, empty: 0 })

/** Keeps what was said, and forgets what is oldest. */
export const remember = (room: Room, spoken: readonly Spoken[]): void => {
  room.recent.push(...spoken)
  for (const { index } of room.recent.splice(0, Math.max(0, room.recent.length - MOST_REMEMBERED))) room.since = index + 1
}
