import type { Relation } from '#kernel/permissions.ts'

const head = "app.is_a('administrator', 'head')"
const office = "app.is_a('administrator', 'head', 'office')"
const decides = 'any (array(select app.my_joint_children()))'
const fetches = "any (array(select app.my_children_for('pick_up')))"

export const familyRelations = {
  'person.joint': {
    on: 'person',
    when: `id = ${decides}`,
    why: 'Decides about this child now, in the own right.',
  },
  'person.fetched': {
    on: 'person',
    when: `id = ${decides} and id = ${fetches}`,
    why: 'Decides about this child, and may fetch it.',
  },
  'emergency_contact.registrar': { on: 'emergencyContact', when: office, why: 'Administrator, head or office of this school.' },
  'emergency_contact.author': {
    on: 'emergencyContact',
    when: `made_by = app.person_id() and pupil_id = ${decides}`,
    why: 'Named this contact, and decides about the child.',
  },
  'pick_up_adult.registrar': { on: 'pickUpAdult', when: office, why: 'Administrator, head or office of this school.' },
  'pick_up_adult.author': {
    on: 'pickUpAdult',
    when: `made_by = app.person_id() and pupil_id = ${decides} and pupil_id = ${fetches}`,
    why: 'Named this adult, decides about the child, and may fetch it.',
  },
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
