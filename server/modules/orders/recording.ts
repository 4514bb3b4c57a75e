import { listMyOrders, listOrders, recordOrder, signOrder } from '#contract/orders.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { namesOf } from '#modules/rights/index.ts'
import { snapshot } from '#vault/owners.ts'
import * as queries from './orders.queries.ts'
import { orderTable } from './sealed.ts'

const at = (when: Date | null) => when?.toISOString() ?? null
/** So long an order may forbid at most that the person is told. */
const MOST_SILENT = 'P120M'

export const list = action(listOrders, async ({ tx, actor, vault, now, emit }) => {
  const [schoolId, me] = [actor.schoolId!, actor.personId]
  const rows = await queries.orders(tx, schoolId)
  const said = await vault.openSurviving(tx, schoolId, orderTable, rows)
  const people = rows.flatMap(({ personId, recordedBy }) => [personId, recordedBy])
  const named = await namesOf(tx, vault, schoolId, people)
  const { timeZone } = await schoolOf(tx)
  emit('order.list_read', {})
  const orders = rows.map((row, nth) => {
    const { authority = null, reference = null, scope = null } = said[nth] ?? {}
    const isOpen = row.answers && row.declinedAt === null && row.handedAt === null
    return {
      ...{ id: row.id, person: named(row.personId), authority, reference, scope, parts: row.parts },
      ...{ datedOn: row.datedOn, dueOn: row.dueOn, silentUntil: row.silentUntil },
      ...{ recordedBy: named(row.recordedBy), recordedAt: row.recordedAt.toISOString() },
      ...{ signedAt: at(row.signedAt), declinedAt: at(row.declinedAt), handedAt: at(row.handedAt), toldAt: at(row.toldAt) },
      manifest: row.manifest?.toString('hex') ?? null,
      can: { sign: isOpen && !row.signedAt && row.recordedBy !== me, hand: isOpen && row.signedAt !== null },
    }
  })
  return { today: schoolDay(now, timeZone), orders }
})

export const record = action(recordOrder, async ({ tx, actor, vault, params, body, now, emit }) => {
  const [schoolId, recordedBy, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7()]
  const { authority, reference, scope, parts, datedOn, dueOn, silentUntil = null } = body
  const { timeZone } = await schoolOf(tx)
  if (datedOn > schoolDay(now, timeZone)) refuse('order.not_yet')
  if (silentUntil && silentUntil > dayAfter(datedOn, MOST_SILENT)) refuse('order.silent_too_long')
  const content = { authority, scope, ...(reference ? { reference } : {}) }
  const [sealed] = await vault.seal(tx, schoolId, orderTable.table, [{ id, owners: snapshot(id), content }])
  const what = parts ? [...new Set(parts)] : null
  const row = { schoolId, id, personId: params.id, datedOn, dueOn, silentUntil, parts: what, recordedBy, recordedAt: now }
  await queries.insertOrder(tx, { ...row, sealed: sealed! })
  emit('order.recorded', { orderId: id, isSilent: silentUntil !== null })
  return { id }
})

export const sign = action(signOrder, async ({ tx, actor, params: { id }, body, now, emit }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  const row = (await queries.holdOrder(tx, schoolId, id)) ?? refuse('order.decided')
  if (row.signedAt || row.declinedAt) refuse('order.decided')
  if (row.recordedBy === by) refuse('order.own')
  const signing = { schoolId, id, at: now, by }
  if (body.verdict === 'signed') await queries.signOrder(tx, signing)
  else await queries.declineOrder(tx, signing)
  emit(body.verdict === 'signed' ? 'order.signed' : 'order.declined', { orderId: id })
  return { id }
})

export const mine = action(listMyOrders, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.toldOrders(tx, schoolId)
  const said = await vault.openSurviving(tx, schoolId, orderTable, rows)
  const people = rows.map(({ personId }) => personId)
  const named = await namesOf(tx, vault, schoolId, people)
  const orders = rows.flatMap(({ id, personId, datedOn, parts, handedAt }, nth) =>
    handedAt
      ? [
          {
            id,
            person: named(personId),
            authority: said[nth]?.authority ?? null,
            datedOn,
            parts,
            handedAt: handedAt.toISOString(),
          },
        ]
      : [],
  )
  return { orders }
})
