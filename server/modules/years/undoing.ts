import { previewTurnBack, turnBack } from '#contract/years.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { described, undoUntil } from './describing.ts'
import { gradesToTakeBack } from './grading.ts'
import type { Hands, Plan } from './ground.ts'
import * as moving from './moving.queries.ts'
import { handsOf, sortedPeople } from './planning.ts'
import * as queries from './plans.queries.ts'

const undoable = ({ now }: Hands, found: Plan | undefined) => {
  const plan = found ?? refuse('not_found')
  const until = undoUntil(plan)
  return until && until >= now ? { plan, until } : refuse('year.not_undoable')
}

export const preview = action(previewTurnBack, async (context) => {
  const hands = handsOf(context)
  const { plan, until } = undoable(hands, await queries.planById(hands.tx, hands.schoolId, context.params.id))
  const rows = await moving.touched(hands.tx, hands.schoolId, plan.id)
  const { locale } = await schoolOf(hands.tx)
  const count = (kind: moving.MoveKind) => rows.filter((row) => row.kind === kind && !row.isKept).length
  const left = rows.filter(({ isKept }) => isKept)
  const grades = await gradesToTakeBack(hands, plan.id)
  const kept = await sortedPeople(hands, [...left.flatMap(({ personId }) => personId ?? []), ...grades.kept], locale)
  context.emit('year.previewed', { planId: plan.id, results: kept.length })
  return {
    until: until.toISOString(),
    counts: {
      ...{ places: count('begin'), reopened: count('end'), returning: count('leave'), classes: count('class') },
      ...{ grades: grades.back, kept: left.length + grades.kept.length },
    },
    kept,
  }
})

export const undo = action(turnBack, async (context) => {
  const hands = handsOf(context)
  const { tx, schoolId, now } = hands
  const { plan } = undoable(hands, await queries.heldPlan(tx, schoolId, context.params.id))
  if (!(await queries.beginTurningBack(tx, schoolId, plan.id, context.actor.personId, now))) refuse('year.not_undoable')
  await context.later('year.plan.carry_out', { planId: plan.id })
  context.emit('year.turn_back_asked', { planId: plan.id })
  return described((await queries.planById(tx, schoolId, plan.id)) ?? refuse('not_found'))
})
