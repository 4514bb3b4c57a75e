import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import { leaveClasses } from './granting.ts'
import * as queries from './states.queries.ts'

/** Whoever has nothing left to do here has no session here either. */
export const endSessions = job('role.end_sessions', 'security', z.object({ personId: z.uuid() }), async (working) => {
  const { payload, schoolId, unit } = working
  const account = await unit(async ({ tx }) =>
    (await queries.isAnybody(tx, payload.personId)) ? undefined : queries.accountOf(tx, schoolId, payload.personId),
  )
  if (!account) return
  await unit(async ({ tx, now, emit }) => {
    for (const _ of await queries.endSessions(tx, account.accountId, schoolId, payload.personId, now))
      emit('session.ended', { why: 'revoked' }, { subject: payload.personId })
  }, account.accountId)
})

/** Says of roles that their day has come, and locks those whose time to fetch what is theirs is over. */
export const endDue = job(
  'role.end_due',
  'security',
  z.object({}),
  async ({ schoolId, unit }) => {
    await unit(async ({ tx, now, emit, later }) => {
      const expired = await queries.expire(tx, schoolId)
      for (const { personId, role } of expired) emit('role.ended', { role, why: 'date' }, { subject: personId })
      await leaveClasses({ tx, emit }, schoolId)
      const gone = await queries.gone(tx, schoolId)
      for (const { personId } of gone) {
        const row = { schoolId, personId, state: 'alumni_locked', reason: 'retention', untilAt: null, madeBy: null } as const
        await queries.insertState(tx, { ...row, fromAt: now })
        emit('person.state_changed', { state: 'alumni_locked', why: 'retention' }, { subject: personId })
      }
      for (const personId of new Set([...expired, ...gone].map((one) => one.personId)))
        await later('role.end_sessions', { personId }, { key: `role.end_sessions:${personId}` })
    })
  },
  { isDaily: true },
)
