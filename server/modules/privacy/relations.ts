import type { Relation } from '#kernel/permissions.ts'

export const privacyRelations = {
  'person.self': {
    on: 'person',
    when: 'id = app.person_id() and not app.is_too_young()',
    why: 'Is this person, and old enough to use rights alone.',
  },
  'person.guardian': {
    on: 'person',
    when: 'id <> app.person_id() and id = any (array(select app.my_subjects()))',
    why: 'Is a guardian of this pupil who may have copies.',
  },
  'person.office': { on: 'person', when: 'app.runs_school()', why: 'Runs the school that the person belongs to.' },
} as const satisfies Record<string, Relation>
