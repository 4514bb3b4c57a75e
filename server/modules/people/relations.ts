import type { Relation } from '#kernel/permissions.ts'

const officeAtWork = {
  when: 'app.is_office()',
  why: 'Works in the office, heads or administers the school, or is the operator at the machine.',
}

export const peopleRelations = {
  'school.member': { on: 'school', when: 'exists (select app.my_roles())', why: 'Holds any role in this school now.' },
  'school.office': {
    on: 'school',
    when: 'app.runs_school()',
    why: 'Runs the school: administrator, head, office, data protection officer, or the operator at the machine.',
  },
  'school.teacher': { on: 'school', when: "app.is_a('teacher', 'substitute')", why: 'Teaches in this school.' },
  'person.teacher': {
    on: 'person',
    when: 'id = any (array(select app.my_pupils()))',
    why: 'Teaches a class that this pupil is in now.',
  },
  'school.office_at_work': { on: 'school', ...officeAtWork },
  'class.office_at_work': { on: 'class', ...officeAtWork },
  'person.office_at_work': { on: 'person', ...officeAtWork },
} as const satisfies Record<string, Relation>
