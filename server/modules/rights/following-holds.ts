import * as z from 'zod/mini'
import { REMIND_DAYS } from '#contract/holding.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { schoolDay } from '#kernel/clock.ts'
import { Refusal } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { job, type Working } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { groundOf } from '#modules/privacy/index.ts'
import { eraseFor } from './erasing.ts'
import * as queries from './holds.queries.ts'

/** One erasure that was delayed; what still is held waits on. */
const tryAgain = async ({ schoolId, installation, unit }: Working<unknown>, id: string): Promise<boolean> => {
  const ground = await groundOf(installation)
  return unit((hands) => eraseFor(hands, ground, { schoolId, id, locale: undefined })).then(
    () => true,
    (error) => {
      if (error instanceof Refusal && ['erasure.held', 'rights.needs_head', 'rights.not_established'].includes(error.code))
        return false
      throw error
    },
  )
}

/** Does what a hold had delayed, once it has ended: erasures that were granted, and what is kept no longer. */
export const follow = job('hold.follow', 'legal', z.object({}), async (working) => {
  const { schoolId, installation, unit } = working
  const waiting = await unit(({ tx }) => queries.delayedErasures(tx, schoolId))
  let done = 0
  for (const { id } of waiting) if (await tryAgain(working, id)) done++
  await unit(({ later }) => later('privacy.sweep', {}))
  if (done === 0) return
  await installation.custody.journal.keep()
  await installation.custody.everyoneHeard()
})

/** Every night: a hold that nobody has looked at again lapses, and the desk is reminded of those that soon would. */
export const watch = job(
  'hold.watch',
  'legal',
  z.object({}),
  async ({ schoolId, unit }) => {
    await unit(async ({ tx, now, emit, later }) => {
      const { timeZone } = await schoolOf(tx)
      const today = schoolDay(now, timeZone)
      const over = await queries.lapsing(tx, schoolId, today)
      for (const { id } of over) {
        await queries.endHold(tx, { schoolId, id, at: now, by: nobody, how: 'lapsed' })
        emit('hold.ended', { holdId: id, how: 'lapsed' })
      }
      if (over.length) await later('hold.follow', {})
      const near = await queries.nearReview(tx, schoolId, dayAfter(today, `P${REMIND_DAYS}D`), now)
      for (const holdId of near) emit('hold.review_due', { holdId })
    })
  },
  { isDaily: true },
)
