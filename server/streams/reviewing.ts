import type { Installation } from '#kernel/installation.ts'
import type { Place } from '#kernel/live.ts'
import { asSchool } from '#kernel/system.ts'
import { standingOf } from '#modules/streams/index.ts'
import type { Room } from './room.ts'
import { type Stream, say, sayOfItself, settle } from './stream.ts'

type Reviewing = { installation: Installation; rooms: ReadonlyMap<string, Room>; at: Place }

/** Says what came since the stream's own beginning, or that everything is to be read anew. */
const catchUp = ({ rooms, at }: Reviewing, stream: Stream) => {
  const room = rooms.get(stream.schoolId)
  if (!room || stream.from < room.since) return sayOfItself(stream, 'reload', at)
  for (const spoken of room.recent) if (spoken.index >= stream.from) say(stream, spoken)
}

/** Asks anew where the people of these streams stand: whose session is over, or who may do nothing any more, hears no more. */
export const review = async (reviewing: Reviewing, schoolId: string, streams: readonly Stream[]): Promise<void> => {
  if (streams.length === 0) return
  const sessions = [...new Map(streams.map(({ key, session }) => [key, session])).values()]
  const run = { purpose: 'security', action: 'stream.review' } as const
  const rows = await asSchool(reviewing.installation, schoolId, run.purpose, run.action, ({ tx }) => standingOf(tx, sessions))
  const now = new Map(rows.map((row) => [row.session.toString('hex'), row]))
  for (const stream of streams) {
    const row = now.get(stream.key)
    if (!row) {
      stream.out.end()
      continue
    }
    const isNew = !stream.standing
    const hasMoved = settle(stream, { audiences: new Set(row.audiences), isEverywhere: row.isEverywhere })
    if (isNew) catchUp(reviewing, stream)
    else if (hasMoved) sayOfItself(stream, 'standing', reviewing.at)
  }
}

/** One after the other: an older answer never stands after a newer one. */
export const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(run: () => Promise<T>): Promise<T> => {
    const next = last.then(run, run)
    last = next.catch(() => undefined)
    return next
  }
}
