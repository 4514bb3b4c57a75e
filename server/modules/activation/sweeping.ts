import * as z from 'zod/mini'
import { nobody } from '#kernel/ids.ts'
import { job } from '#kernel/job.ts'
import { codeEpoch } from './codes.ts'
import * as queries from './sweeping.queries.ts'

const DAYS = 62

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

/** Destroys the keys of months whose codes have all run out: then no backup and no ring makes anything of their digests. */
export const sweepKeys = job(
  'activation.sweep',
  'security',
  z.object({}),
  async ({ unit }) => {
    await unit(async ({ tx, vault, now }) => {
      const before = new Date(now.getTime() - DAYS * 86_400_000).toISOString().slice(0, 10)
      const old = await queries.monthsBefore(tx, codeEpoch, before)
      if (old.length > 0)
        await vault.destroy(
          tx,
          nobody,
          old.map(({ id }) => ({ kind: 'epoch', id })),
        )
    })
  },
  { isDaily: true },
)
