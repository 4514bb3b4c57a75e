import type { Relation } from '#kernel/permissions.ts'

export const readsRelations = {
  'person.parent': {
    on: 'person',
    when: "id <> app.person_id() and id = any (array(select app.my_children_for('copies')))",
    why: 'Is a guardian of this pupil who may have copies.',
  },
  'person.protector': {
    on: 'person',
    when: 'app.protects(id)',
    why: 'Is the head or the data protection officer, and no guardian of this pupil.',
  },
  'withholding.protector': {
    on: 'withholding',
    when: 'app.protects(pupil_id)',
    why: 'Is the head or the data protection officer, and no guardian of the pupil it is about.',
  },
  'curiosity_case.judge': {
    on: 'curiosityCase',
    when: "app.is_a('dpo', 'head')",
    why: 'Is the data protection officer or the head, and not the one whom the case is about.',
  },
  'read_question.answering': {
    on: 'readQuestion',
    when: "app.is_a('dpo', 'head', 'office')",
    why: 'Answers for the school.',
  },
  'school.answering': { on: 'school', when: "app.is_a('dpo', 'head', 'office')", why: 'Answers for the school.' },
  'school.deciding': { on: 'school', when: "app.is_a('head', 'office')", why: 'Decides for the school.' },
  'school.head': { on: 'school', when: "app.is_a('head')", why: 'Is the head of this school.' },
  'school.dpo': { on: 'school', when: "app.is_a('dpo')", why: 'Is the data protection officer of this school.' },
} as const satisfies Record<string, Relation>
