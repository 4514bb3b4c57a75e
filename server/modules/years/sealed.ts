import type { PlanClass, PlanTarget } from '#contract/year-plans.ts'
import { sealedTable } from '#vault/tables.ts'

/** The classes of a plan, as they were typed: a teacher's name may stand in a label. */
export const yearPlanTable = sealedTable<{ targets: PlanTarget[]; classes: PlanClass[] }>('year_plan')
