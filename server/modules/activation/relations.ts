import type { Relation } from '#kernel/permissions.ts'

export const activationRelations = {
  'class.slip_teacher': {
    on: 'class',
    when: "app.teachers_print_slips() and id = any (array(select app.my_classes('teacher')))",
    why: 'Teaches this class now, in a school where teachers print slips.',
  },
  'person.slip_teacher': {
    on: 'person',
    when: 'id = any (array(select app.my_slip_people()))',
    why: 'Teaches this pupil or a child of this guardian, in a school where teachers print slips.',
  },
  'person.charge': {
    on: 'person',
    when: 'id = any (array(select app.my_charges()))',
    why: 'Teaches this pupil, or is a guardian who may sign for this child.',
  },
} as const satisfies Record<string, Relation>
