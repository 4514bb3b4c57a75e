import { askHold, listHolds, releaseHold, reviewHold, signHold } from '#contract/holding.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { snapshot } from '#vault/owners.ts'
import * as queries from './holds.queries.ts'
import { holdTable } from './sealed.ts'
import { namesOf } from './showing.ts'

const YEAR_MS = 366 * 86_400_000
const at = (when: Date | null) => when?.toISOString() ?? null

export const list = action(listHolds, async ({ tx, actor, vault, now, emit }) => {
  const [schoolId, me] = [actor.schoolId!, actor.personId]
  const rows = await queries.holds(tx, schoolId, new Date(now.getTime() - YEAR_MS))
  const said = await vault.openSurviving(tx, schoolId, holdTable, rows)
  const named = await namesOf(
    tx,
    vault,
    schoolId,
    rows.flatMap(({ personId, askedBy }) => [personId, askedBy]),
  )
  emit('hold.list_read', {})
  const holds = rows.map((row, nth) => {
    const isLive = row.endedAt === null && row.answers
    const can = { sign: isLive && !row.signedAt && row.askedBy !== me, review: isLive && !!row.signedAt, release: isLive }
    return {
      ...{ id: row.id, person: named(row.personId), ground: row.ground, told: row.told, why: said[nth]?.why ?? null },
      ...{ askedBy: named(row.askedBy), askedAt: row.askedAt.toISOString(), signedAt: at(row.signedAt), reviewOn: row.reviewOn },
      ...{ endedAt: at(row.endedAt), endedHow: row.endedHow, delays: row.delays, can },
    }
  })
  return { holds }
})

export const ask = action(askHold, async ({ tx, actor, vault, params, body, now, emit }) => {
  const [schoolId, askedBy, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7()]
  const { timeZone } = await schoolOf(tx)
  const reviewOn = dayAfter(schoolDay(now, timeZone), `P${body.days}D`)
  const rows = [{ id, owners: snapshot(id), content: { why: body.why } }]
  const [sealed] = await vault.seal(tx, schoolId, holdTable.table, rows)
  const { ground, told } = body
  const row = { schoolId, id, personId: params.id, ground, told, askedBy, askedAt: now, reviewOn, sealed: sealed! }
  if (!(await queries.insertHold(tx, row))) refuse('hold.exists')
  emit('hold.asked', { holdId: id, ground })
  return { id, reviewOn }
})

export const sign = action(signHold, async ({ tx, actor, params: { id }, body, now, emit, later }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  const row = (await queries.liveHold(tx, schoolId, id)) ?? refuse('hold.ended')
  if (row.askedBy === by) refuse('hold.own')
  if (row.signedAt) refuse('hold.ended')
  if (body.verdict === 'signed') {
    await queries.signHold(tx, { schoolId, id, at: now, by })
    emit('hold.signed', { holdId: id })
  } else {
    await queries.endHold(tx, { schoolId, id, at: now, by, how: 'declined' })
    emit('hold.ended', { holdId: id, how: 'declined' })
    await later('hold.follow', {})
  }
  return { id }
})

export const review = action(reviewHold, async ({ tx, actor, params: { id }, body, now, emit }) => {
  const schoolId = actor.schoolId!
  const row = (await queries.liveHold(tx, schoolId, id)) ?? refuse('hold.ended')
  if (!row.signedAt) refuse('hold.ended')
  const { timeZone } = await schoolOf(tx)
  const reviewOn = dayAfter(schoolDay(now, timeZone), `P${body.days}D`)
  await queries.moveReview(tx, schoolId, id, reviewOn)
  emit('hold.reviewed', { holdId: id })
  return { id, reviewOn }
})

export const release = action(releaseHold, async ({ tx, actor, params: { id }, now, emit, later }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  ;(await queries.liveHold(tx, schoolId, id)) ?? refuse('hold.ended')
  await queries.endHold(tx, { schoolId, id, at: now, by, how: 'released' })
  emit('hold.ended', { holdId: id, how: 'released' })
  await later('hold.follow', {})
  return { id, delayed: (await queries.delayedErasures(tx, schoolId)).length }
})
