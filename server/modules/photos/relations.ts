import type { Relation } from '#kernel/permissions.ts'

export const photoRelations = {
  'person.photographed': {
    on: 'person',
    when: "id = any (array(select app.my_children_for('feed')))",
    why: 'Is a guardian of this child, and sees what is posted for it.',
  },
} as const satisfies Record<string, Relation>
