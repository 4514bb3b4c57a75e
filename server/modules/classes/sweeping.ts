import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import { snapshot } from '#vault/owners.ts'
import * as queries from './sweeping.queries.ts'

/** Ends requests that nobody decided within fourteen days, and deletes those that ended thirty days ago, key and all. */
export const sweepRequests = job(
  'class.join_request.sweep',
  'enrolment',
  z.object({}),
  async ({ schoolId, unit }) => {
    await unit(async ({ tx, now, emit }) => {
      for (const { id, classId } of await queries.expire(tx, schoolId, now))
        emit('class.join_request.expired', { joinRequestId: id, classId })
    })
    await unit(async ({ tx, vault, now }) => {
      const ended = (await queries.endedBefore(tx, schoolId, now)).map(({ id }) => id)
      if (ended.length === 0) return
      await queries.deleteRequests(tx, schoolId, ended)
      await vault.destroy(tx, schoolId, ended.map(snapshot))
    })
  },
  { isDaily: true },
)
