import * as z from 'zod/mini'
import { beginDispute, endDispute, LONGEST_DISPUTE, readDispute } from '#contract/disputes.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { job } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { snapshot } from '#vault/owners.ts'
import { askHeadFor } from './asking-head.ts'
import * as queries from './disputes.queries.ts'
import { disputeTable } from './sealed.ts'
import { namesOf } from './showing.ts'

export const read = action(readDispute, async ({ tx, actor, vault, params, emit }) => {
  const schoolId = actor.schoolId!
  const row = await queries.disputeNow(tx, schoolId, params.id)
  emit('dispute.read', { results: row ? 1 : 0 })
  const decider = await queries.deciderFor(tx, params.id)
  if (!row) return { dispute: null, decider }
  const [[said], named] = [
    await vault.openSurviving(tx, schoolId, disputeTable, [row]),
    await namesOf(tx, vault, schoolId, [row.begunBy]),
  ]
  const { id, begunOn, untilOn, begunBy } = row
  return {
    decider,
    dispute: { id, since: begunOn, until: untilOn, reason: said?.reason ?? null, by: named(begunBy).display || null },
  }
})

export const begin = action(beginDispute, async ({ tx, actor, vault, params, body, now, emit, later }) => {
  const [schoolId, begunBy, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7()]
  const begunOn = schoolDay(now, (await schoolOf(tx)).timeZone)
  if (body.until < begunOn || body.until > dayAfter(begunOn, `P${LONGEST_DISPUTE}D`)) refuse('dispute.days')
  if ((await queries.guardiansOf(tx, params.id)) < 2) refuse('dispute.one_guardian')
  const rows = [{ id, owners: snapshot(id), content: { reason: body.reason } }]
  const [sealed] = await vault.seal(tx, schoolId, disputeTable.table, rows)
  const row = { schoolId, id, pupilId: params.id, begunOn, untilOn: body.until, begunAt: now, begunBy, sealed: sealed! }
  if (!(await queries.insertDispute(tx, row))) refuse('dispute.begun')
  emit('dispute.begun', { disputeId: id })
  await later('rights.ask_head', {})
  return { id }
})

export const end = action(endDispute, async ({ tx, actor, params, now, emit }) => {
  const by = actor.personId ?? nobody
  const ended =
    (await queries.endDispute(tx, { schoolId: actor.schoolId!, pupilId: params.id, at: now, by })) ?? refuse('dispute.none')
  emit('dispute.ended', { disputeId: ended.id })
  return ended
})

/** Asks the head about what was asked for before the dispute was entered. */
export const askHead = job('rights.ask_head', 'legal', z.object({}), async ({ unit }) => {
  await unit((hands) => askHeadFor(hands, null))
})
