import * as z from 'zod/mini'
import { mostTurnBackDays, type YearPlan } from '#contract/years.ts'
import type { Plan } from './ground.ts'

const counted = z.catch(z.object({ placed: z.int(), leaving: z.int(), kept: z.optional(z.int()) }), { placed: 0, leaving: 0 })

/** Until when a plan can be taken back; null where it never can. */
export const undoUntil = ({ state, appliedAt }: Pick<Plan, 'state' | 'appliedAt'>): Date | null =>
  state === 'applied' && appliedAt ? new Date(appliedAt.getTime() + mostTurnBackDays * 86_400_000) : null

/** A plan as it is told, without a name in it. */
export const described = (plan: Plan): YearPlan => {
  const { placed, leaving, kept = 0 } = counted.parse(plan.counts)
  return {
    ...{ id: plan.id, state: plan.state, step: plan.step, done: plan.stepDone, all: plan.stepTotal },
    ...{ fromOn: plan.fromOn, toOn: plan.toOn, placed, leaving, kept },
    madeAt: plan.madeAt.toISOString(),
    appliedAt: plan.appliedAt?.toISOString() ?? null,
    undoneAt: plan.state === 'undone' ? (plan.undoneAt?.toISOString() ?? null) : null,
    undoUntil: undoUntil(plan)?.toISOString() ?? null,
  }
}
