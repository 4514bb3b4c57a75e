import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import * as queries from './sweeping.queries.ts'

/** Whoever was helped back in has nothing open any more on any device. */
export const endSessions = job('activation.end_sessions', 'security', z.object({ personId: z.uuid() }), async (working) => {
  const { payload, schoolId, unit } = working
  const account = await unit(({ tx }) => queries.accountOf(tx, schoolId, payload.personId))
  if (!account) return
  await unit(async ({ tx, now, emit }) => {
    for (const _ of await queries.endSessions(tx, account.accountId, now))
      emit('session.ended', { why: 'revoked' }, { subject: payload.personId })
  }, account.accountId)
})

/** What somebody printed who works here no more opens nothing from the next night on. */
export const endLeft = job(
  'activation.end_left',
  'security',
  z.object({}),
  async ({ unit }) => {
    await unit(async ({ tx, now, emit }) => {
      for (const { id, personId } of await queries.endLeft(tx, now))
        emit('activation.voided', { codeId: id, why: 'gone' }, { subject: personId })
    })
  },
  { isDaily: true },
)
