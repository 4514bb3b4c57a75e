import type { Relation } from '#kernel/permissions.ts'

const head = "app.is_a('administrator', 'head')"

export const familyRelations = {
  'same_person.registrar': {
    on: 'samePerson',
    when: "app.is_a('administrator', 'head', 'office')",
    why: 'Administrator, head or office of this school.',
  },
  'person_merge.registrar': {
    on: 'personMerge',
    when: "app.is_a('administrator', 'head', 'office')",
    why: 'Administrator, head or office of this school.',
  },
  'guardianship.decider': { on: 'guardianship', when: head, why: 'Is the head of this school, or its administrator.' },
  'guardianship.lender': {
    on: 'guardianship',
    when: 'guardian_id = app.person_id() and delegated_from is null and pupil_id = any (array(select app.my_joint_children()))',
    why: 'Decides about this child now, in the own right.',
  },
  'guardianship.pupil': {
    on: 'guardianship',
    when: 'pupil_id = app.person_id() and app.is_of_age(app.person_id())',
    why: 'Is the pupil, and of age.',
  },
  'guardianship_change.signer': {
    on: 'guardianshipChange',
    when: "app.is_a('administrator', 'head', 'office')",
    why: 'Administrator, head or office, who may sign what another has asked for.',
  },
  'delegation.lender': { on: 'delegation', when: 'lent_by = app.person_id()', why: 'Lent it.' },
  'delegation.joint': {
    on: 'delegation',
    when: 'lent_by <> app.person_id() and pupil_id = any (array(select app.my_joint_children()))',
    why: 'Decides about this child, too.',
  },
  'delegation.decider': { on: 'delegation', when: head, why: 'Is the head of this school, or its administrator.' },
} as const satisfies Record<string, Relation>
