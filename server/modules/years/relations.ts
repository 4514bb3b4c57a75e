import type { Relation } from '#kernel/permissions.ts'

export const yearRelations = {
  'year_plan.office': {
    on: 'yearPlan',
    when: 'app.is_office()',
    why: 'Works in the office, heads or administers the school whose year it is.',
  },
} as const satisfies Record<string, Relation>
