import type { Unit } from '#kernel/job.ts'
import type { Work } from './carrying-out.ts'
import { takeGradesBack } from './grading.ts'
import type { Plan } from './ground.ts'
import * as moving from './moving.queries.ts'
import * as queries from './plans.queries.ts'

const portion = 500
type Until = (now: Date) => Date
type Found = moving.Move & { isKept: boolean }

/** Something of another room hangs on the row. */
const isInUse = (error: unknown) => Object(error).code === '23503'

const undoThese = async ({ tx, now, emit }: Unit, plan: Plan, moves: readonly Found[]) => {
  const { schoolId, id: planId, undoneBy: by } = plan
  const changing = moves.filter(({ isKept }) => !isKept)
  const [first] = moves
  for (const { kind, personId, classId } of changing)
    if ((kind === 'begin' || kind === 'end') && personId && classId)
      emit('year.person_moved', { planId, classId, change: kind === 'begin' ? 'taken_back' : 'reopened' }, { subject: personId })
    else if (kind === 'leave' && personId) emit('person.state_changed', { state: 'active', why: 'office' }, { subject: personId })
  if (first?.kind === 'begin') await moving.takeBackPlaces(tx, schoolId, changing)
  else if (first?.kind === 'end') await moving.reopenPlaces(tx, schoolId, changing)
  else if (first?.kind === 'leave') await moving.stay(tx, schoolId, changing, by, now)
  else if (first?.kind === 'role') await moving.reopenRoles(tx, schoolId, changing)
}

/** A class or the year, one at a time: what something else hangs on stays. */
const undoOne = async ({ unit, schoolId }: Work, plan: Plan, move: Found, until: Until) => {
  const settle = (isKept: boolean) =>
    unit(async ({ tx, emit, now }) => {
      if (!isKept && move.kind === 'class') {
        await moving.takeBackClass(tx, schoolId, move.targetId)
        emit('class.taken_back', { classId: move.targetId })
      }
      if (!isKept && move.kind === 'year') {
        await moving.takeBackYear(tx, schoolId, move.targetId)
        emit('year.taken_back', { yearId: move.targetId })
      }
      await moving.setUndone(tx, schoolId, [{ ...move, isKept }])
      await queries.goOn(tx, schoolId, plan.id, 1, until(now))
    })
  await settle(move.isKept).catch((error) => {
    if (!isInUse(error)) throw error
    return settle(true)
  })
}

/** Takes a plan back, the last first; begun again, it goes on where it was. */
export const takeBack = async (work: Work, plan: Plan, until: Until): Promise<void> => {
  const { unit, schoolId } = work
  for (;;) {
    const moves = await unit(({ tx }) => moving.lastMoves(tx, schoolId, plan.id, portion))
    const [first] = moves
    if (!first) break
    if (first.kind === 'class' || first.kind === 'year') await undoOne(work, plan, first, until)
    else
      await unit(async (hands) => {
        await undoThese(hands, plan, moves)
        await moving.setUndone(hands.tx, schoolId, moves)
        await queries.goOn(hands.tx, schoolId, plan.id, moves.length, until(hands.now))
      })
  }
  while (await unit((hands) => takeGradesBack(hands, schoolId, plan.id)));
  await unit(async ({ tx, now, emit }) => {
    const kept = await moving.countKept(tx, schoolId, plan.id)
    await queries.finish(tx, schoolId, plan.id, 'undone', { kept }, now)
    emit('year.turned_back', { planId: plan.id, kept })
  })
}
