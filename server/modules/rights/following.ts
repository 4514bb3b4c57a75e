import { listMyRights, readPackage, withdrawRight } from '#contract/rights.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { heldUntil } from './holds.queries.ts'
import * as queries from './requests.queries.ts'
import { type RestrictionRow, restrictionsFrom } from './restrictions.queries.ts'
import { namesOf, saidIn, shownRequest } from './showing.ts'
import { toldOf } from './telling-recipients.ts'

const shownRestriction = ({ id, parts, fromAt, liftsAt }: RestrictionRow) => ({
  ...{ id, parts, fromAt: fromAt.toISOString() },
  liftsAt: liftsAt?.toISOString() ?? null,
})

export const mine = action(listMyRights, async ({ tx, actor, vault, now }) => {
  const schoolId = actor.schoolId!
  const [rows, { timeZone }] = await Promise.all([queries.requestsBy(tx, schoolId, actor.personId ?? nobody), schoolOf(tx)])
  const people = rows.map(({ personId }) => personId)
  const [said, named] = [await saidIn(tx, vault, schoolId, rows), await namesOf(tx, vault, schoolId, people)]
  const today = schoolDay(now, timeZone)
  const granted = await restrictionsFrom(
    tx,
    schoolId,
    rows.map(({ id }) => id),
    now,
  )
  const held = await heldUntil(
    tx,
    rows.map(({ id }) => id),
  )
  const told = await toldOf(
    tx,
    vault,
    schoolId,
    rows.flatMap(({ id, kind }) => (kind === 'rectification' ? [id] : [])),
  )
  const standing = new Map(granted.map((one) => [one.requestId, shownRestriction(one)]))
  return {
    requests: rows.map((row, nth) => ({
      ...shownRequest(row, said[nth], named, today),
      held: held.get(row.id) ?? null,
      restriction: standing.get(row.id) ?? null,
      told: (told.get(row.id) ?? []).map((one) => one.told),
    })),
  }
})

export const takeBack = action(withdrawRight, async ({ tx, actor, params: { id }, now, emit }) => {
  const { kind, personId } = (await queries.withdraw(tx, actor.schoolId!, id, now)) ?? refuse('rights.already_closed')
  emit('rights.withdrawn', { requestId: id, kind }, { subject: personId, own: true })
  return { id }
})

export const packageOf = action(readPackage, async ({ tx, actor, params, now }) => {
  const row = (await queries.requestWith(tx, actor.schoolId!, params.id)) ?? refuse('not_found')
  if (!row.linkUntil || row.linkUntil <= now) return refuse('rights.link_over')
  const only = row.kind === 'portability' ? ('portable' as const) : null
  return { personId: row.personId, only, until: row.linkUntil.toISOString() }
})
