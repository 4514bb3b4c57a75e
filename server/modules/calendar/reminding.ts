import * as z from 'zod/mini'
import { job, type Unit } from '#kernel/job.ts'
import * as queries from './entries.queries.ts'

/** The queue’s clock and ours may differ by so many seconds. */
const EARLY = 60

type Entry = { id: string; version: number }

/** People are reminded the day before, if there is a day before. */
export const remindLater = async ({ tx, now, later }: Pick<Unit, 'tx' | 'now' | 'later'>, { id, version }: Entry) => {
  const due = await queries.reminderOf(tx, id, version, now)
  if (due && due.inSeconds > 0)
    await later('calendar.remind', { entryId: id, version: `${version}` }, { afterSeconds: due.inSeconds })
}

/** Says that an entry is near; of what was cancelled meanwhile, or is another now and has a reminder of its own, nothing; nor before its hour. */
export const remind = job(
  'calendar.remind',
  'class_life',
  z.object({ entryId: z.uuid(), version: z.string() }),
  async ({ payload: { entryId, version }, unit }) => {
    await unit(async ({ tx, now, emit }) => {
      const due = await queries.reminderOf(tx, entryId, Number(version), now)
      if (due && due.inSeconds <= EARLY)
        emit('calendar.reminded', { entryId, audienceId: due.audienceId }, { audience: due.audienceId })
    })
  },
)
