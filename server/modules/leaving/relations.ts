import type { Relation } from '#kernel/permissions.ts'

export const leavingRelations = {
  'leaving_step.office': {
    on: 'leavingStep',
    when: 'app.runs_school()',
    why: 'Runs the school whose former member it concerns.',
  },
} as const satisfies Record<string, Relation>
