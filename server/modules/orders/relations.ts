import type { Relation } from '#kernel/permissions.ts'

export const orderRelations = {
  'judicial_order.desk': {
    on: 'judicialOrder',
    when: 'app.answers_rights(person_id, person_id)',
    why: 'Is the data protection officer or the head, and it is neither they nor a child of theirs.',
  },
} as const satisfies Record<string, Relation>
