import type { Relation } from '#kernel/permissions.ts'

export const groupRelations = {
  'group.teacher': {
    on: 'teachingGroup',
    when: "id = any (array(select app.my_groups('teacher')))",
    why: 'Teaches this group now.',
  },
  'group.owner': {
    on: 'teachingGroup',
    when: "owner_id = app.person_id() and app.is_a('teacher', 'substitute')",
    why: 'Has made this group or taken it over, and teaches.',
  },
  'group.office': { on: 'teachingGroup', when: 'app.runs_school()', why: 'Runs the school that the group belongs to.' },
  'group.office_at_work': {
    on: 'teachingGroup',
    when: "app.is_a('administrator', 'head', 'office')",
    why: 'Works in the office, heads or administers the school.',
  },
} as const satisfies Record<string, Relation>
