import { mostGrantDays, reactivatePerson, startLeaving, suspendPerson } from '#contract/grants.ts'
import { action, type Context } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { administrators, endOf } from './granting.queries.ts'
import * as queries from './states.queries.ts'

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'actor' | 'now' | 'emit' | 'later'>

/** Whoever may change it, and of whom: nobody of themselves, and the office not of those who lead the school. */
const changeable = async ({ tx, actor }: Hands, personId: string) => {
  if (personId === actor.personId) refuse('account.oneself')
  const found = (await queries.nowOf(tx, personId)) ?? refuse('not_found')
  if (!found.isYours) refuse('account.not_yours')
  return found
}

const mustNotBeLast = async ({ tx, actor }: Hands, personId: string) => {
  const all = await administrators(tx, actor.schoolId!)
  if (all.length > 0 && all.every((one) => one.personId === personId)) refuse('grant.last_administrator')
}

type Next = { state: queries.State; reason: 'office' | 'security'; untilAt: Date | null }

const change = async ({ tx, actor, now, emit, later }: Hands, personId: string, { state, reason, untilAt }: Next) => {
  const schoolId = actor.schoolId!
  await queries.insertState(tx, { schoolId, personId, state, reason, fromAt: now, untilAt, madeBy: actor.personId })
  emit('person.state_changed', { state, why: reason }, { subject: personId })
  await later('role.end_sessions', { personId })
}

const letIn = ({ actor, now }: Hands, personId: string) =>
  ({
    schoolId: actor.schoolId!,
    personId,
    state: 'active',
    reason: 'office',
    fromAt: now,
    untilAt: null,
    madeBy: actor.personId,
  }) as const

/** From now on the person may do nothing: the sessions are found ended by the next request already, and then by the job. */
export const suspend = action(suspendPerson, async (context) => {
  const { params, body } = context
  if ((await changeable(context, params.id)).isLocked) refuse('account.locked')
  await mustNotBeLast(context, params.id)
  await change(context, params.id, { state: 'suspended', reason: body.reason, untilAt: null })
  return { id: params.id }
})

export const reactivate = action(reactivatePerson, async (context) => {
  const { tx, params, now } = context
  const found = await changeable(context, params.id)
  if (!found.isLocked && found.state !== 'leaving') refuse('account.not_locked')
  const before = found.state === 'suspended' ? await queries.stateBefore(tx, params.id) : undefined
  const untilAt = before?.untilAt ?? null
  const isStillLeaving = before?.state === 'leaving' && untilAt !== null && untilAt > now
  const state = isStillLeaving ? 'leaving' : before?.state === 'invited' ? 'invited' : 'active'
  if (isStillLeaving) await queries.insertState(tx, letIn(context, params.id)) // to be leaving ends no suspension by itself
  await change(context, params.id, { state, reason: 'office', untilAt: isStillLeaving ? untilAt : null })
  return { id: params.id, state } as const
})

export const leave = action(startLeaving, async (context) => {
  const { tx, params, body, now } = context
  if ((await changeable(context, params.id)).isLocked) refuse('account.locked')
  await mustNotBeLast(context, params.id)
  const untilAt = await endOf(tx, body.until)
  if (untilAt <= now || untilAt.getTime() > now.getTime() + mostGrantDays * 86_400_000) refuse('grant.too_long')
  await change(context, params.id, { state: 'leaving', reason: 'office', untilAt })
  return { id: params.id }
})
