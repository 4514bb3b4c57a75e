import type { Relation } from '#kernel/permissions.ts'

export const rightsRelations = {
  'person.oneself': { on: 'person', when: 'id = app.person_id()', why: 'Is this person, however young.' },
  'rights_request.asker': { on: 'rightsRequest', when: 'asked_by = app.person_id()', why: 'Has asked for it.' },
  'rights_request.desk': {
    on: 'rightsRequest',
    when: 'app.answers_rights(person_id, asked_by)',
    why: 'Is the data protection officer or the head, and it is not about themselves or a child of theirs.',
  },
  'rights_request.handed': {
    on: 'rightsRequest',
    when: 'by_hand and app.answers_rights(person_id, asked_by) and app.answered_by_letter(asked_by)',
    why: 'Is the data protection officer or the head, it is not about themselves or a child of theirs, and whoever asked has no account or is locked out.',
  },
  'person.desk': {
    on: 'person',
    when: 'app.answers_rights(id, id)',
    why: 'Is the data protection officer or the head, and it is neither they nor a child of theirs.',
  },
  'hold.desk': {
    on: 'legalHold',
    when: 'app.answers_rights(person_id, person_id)',
    why: 'Is the data protection officer or the head, and it is neither they nor a child of theirs.',
  },
  'correction_recipient.desk': {
    on: 'correctionRecipient',
    when: "app.answers_rights(coalesce(person_id, '00000000-0000-0000-0000-000000000000'), coalesce(asked_by, '00000000-0000-0000-0000-000000000000'))",
    why: 'Is the data protection officer or the head, and it is not about themselves or a child of theirs.',
  },
  'correction_recipient.taker': {
    on: 'correctionRecipient',
    when: 'taken_by = app.person_id()',
    why: 'Took away what was put right since.',
  },
  'person.dispute_keeper': {
    on: 'person',
    when: "app.is_a('administrator', 'head', 'office') and id <> app.person_id() and id <> all (array(select app.ever_my_children()))",
    why: 'Administrator, head or office of this school, and it is neither they nor a child of theirs.',
  },
  'head_step.head': {
    on: 'headStep',
    when: 'app.decides_step(person_id, asked_by)',
    why: 'Is the head, or, where every head has a part in it, the data protection officer; and neither whoever asked nor another guardian of their child.',
  },
  'restriction.desk': {
    on: 'restriction',
    when: 'app.answers_rights(person_id, person_id)',
    why: 'Is the data protection officer or the head, and the data is neither theirs nor a child’s of theirs.',
  },
  'restriction.asker': {
    on: 'restriction',
    when: 'person_id = app.person_id() or person_id = any (array(select app.my_joint_children()))',
    why: 'It is their data, or that of a child about whom they decide.',
  },
} as const satisfies Record<string, Relation>
