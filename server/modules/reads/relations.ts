import type { Relation } from '#kernel/permissions.ts'

export const readsRelations = {
  'person.parent': {
    on: 'person',
    when: "id <> app.person_id() and id = any (array(select app.my_children_for('copies')))",
    why: 'Is a guardian of this pupil who may have copies.',
  },
  'school.dpo': { on: 'school', when: "app.is_a('dpo')", why: 'Is the data protection officer of this school.' },
} as const satisfies Record<string, Relation>
