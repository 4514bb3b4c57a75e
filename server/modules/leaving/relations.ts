import type { Relation } from '#kernel/permissions.ts'

export const leavingRelations = {
  'leaving_step.office': {
    on: 'leavingStep',
    when: 'app.runs_school()',
    why: 'Runs the school whose former member it concerns.',
  },
  'leaving_step.decider': {
    on: 'leavingStep',
    when: 'app.decides_step(person_id, person_id)',
    why: 'Is the head, or, where every head has a part in it, the data protection officer; and neither whoever left nor another guardian.',
  },
} as const satisfies Record<string, Relation>
