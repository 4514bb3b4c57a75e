import { agreeToStep, DEFER_DAYS, deferStep, resumeStep } from '#contract/leaving.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './steps.queries.ts'

export const defer = action(deferStep, async ({ tx, actor, params: { id }, body: { why }, now, emit }) => {
  const { personId, step, isDone } = (await queries.stepWith(tx, id)) ?? refuse('not_found')
  const { timeZone } = await schoolOf(tx)
  const until = dayAfter(schoolDay(now, timeZone), `P${DEFER_DAYS}D`)
  const isDeferred = !isDone && (await queries.deferTo(tx, { id, until, why, at: now, by: actor.personId }))
  if (!isDeferred) refuse('leaving.step_done')
  emit('leaving.step_deferred', { stepId: id, step, why }, { subject: personId })
  return { id, deferredUntil: until }
})

export const resume = action(resumeStep, async ({ tx, params: { id }, emit }) => {
  const { personId, step, dueOn, deferredUntil, isDone } = (await queries.stepWith(tx, id)) ?? refuse('not_found')
  if (isDone) refuse('leaving.step_done')
  if (deferredUntil === null) refuse('leaving.not_deferred')
  if (!(await queries.deferTo(tx, { id, until: null, why: null, at: null, by: null }))) refuse('leaving.step_done')
  emit('leaving.step_resumed', { stepId: id, step }, { subject: personId })
  return { id, dueOn }
})

export const agree = action(agreeToStep, async ({ tx, actor, params: { id }, now, emit }) => {
  const { personId, isDone } = (await queries.stepWith(tx, id)) ?? refuse('not_found')
  if (isDone) refuse('leaving.step_done')
  if (!(await queries.agreeTo(tx, { id, at: now, by: actor.personId ?? nobody }))) refuse('leaving.not_deferred')
  emit('leaving.step_agreed', { stepId: id }, { subject: personId })
  return { id }
})
