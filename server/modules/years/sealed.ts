import type { PlanClass, PlanTarget } from '#contract/year-plans.ts'
import { sealedTable } from '#vault/tables.ts'

/** From which grade to which a pupil moves on. */
export const yearMoveTable = sealedTable<{ from: string; to: string }>('year_move', { exempt: true })
/** The classes of a plan, as they were typed: a teacher's name may stand in a label. */
export const yearPlanTable = sealedTable<{ targets: PlanTarget[]; classes: PlanClass[] }>('year_plan')
