import { HOLD_DAYS, holdSweep, letLateGo, releaseSweep } from '#contract/retention.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './announced.queries.ts'

export const hold = action(holdSweep, async ({ tx, actor, params: { id }, body: { why }, now, emit }) => {
  const { rule } = (await queries.sweepWith(tx, id)) ?? refuse('not_found')
  const today = schoolDay(now, (await schoolOf(tx)).timeZone)
  const until = dayAfter(today, `P${HOLD_DAYS}D`)
  if (!(await queries.holdUntil(tx, { id, today, until, why, at: now, by: actor.personId }))) refuse('retention.done')
  emit('retention.rule_held', { sweepId: id, rule, why, until })
  return { id, heldUntil: until }
})

export const release = action(releaseSweep, async ({ tx, params: { id }, now, emit }) => {
  const { rule, heldUntil } = (await queries.sweepWith(tx, id)) ?? refuse('not_found')
  if (heldUntil === null) refuse('retention.not_held')
  const today = schoolDay(now, (await schoolOf(tx)).timeZone)
  if (!(await queries.holdUntil(tx, { id, today, until: null, why: null, at: null, by: null }))) refuse('retention.done')
  emit('retention.rule_released', { sweepId: id, rule })
  return { id }
})

export const lateGo = action(letLateGo, async ({ tx, params: { id }, now, emit }) => {
  const { rule, late } = (await queries.lookAt(tx, id, now)) ?? refuse('retention.done')
  emit('retention.late_released', { sweepId: id, rule, late })
  return { id }
})
