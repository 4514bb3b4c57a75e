import type { Relation } from '#kernel/permissions.ts'

export const imageRightRelations = {
  'person.image_guardian': {
    on: 'person',
    when: 'id = any (array(select app.my_image_children()))',
    why: 'Signs for this child as a guardian, by rights that are not lent.',
  },
  'person.image_self': {
    on: 'person',
    when: "id = app.person_id() and app.is_a('pupil') and app.answers_for_own_image(id)",
    why: 'Is the pupil, and old enough to answer for the own pictures.',
  },
} as const satisfies Record<string, Relation>
