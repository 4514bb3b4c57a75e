import { HOLD_DAYS, holdSweep, releaseSweep } from '#contract/retention.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './announced.queries.ts'

export const hold = action(holdSweep, async ({ tx, actor, params: { id }, body: { why }, now, emit }) => {
  const { rule } = (await queries.sweepWith(tx, id)) ?? refuse('not_found')
  const { timeZone } = await schoolOf(tx)
  const until = dayAfter(schoolDay(now, timeZone), `P${HOLD_DAYS}D`)
  if (!(await queries.holdUntil(tx, { id, until, why, at: now, by: actor.personId }))) refuse('retention.done')
  emit('retention.rule_held', { sweepId: id, rule, why, until })
  return { id, heldUntil: until }
})

export const release = action(releaseSweep, async ({ tx, params: { id }, emit }) => {
  const { rule, heldUntil } = (await queries.sweepWith(tx, id)) ?? refuse('not_found')
  if (heldUntil === null) refuse('retention.not_held')
  if (!(await queries.holdUntil(tx, { id, until: null, why: null, at: null, by: null }))) refuse('retention.done')
  emit('retention.rule_released', { sweepId: id, rule })
  return { id }
})
