import type { Relation } from '#kernel/permissions.ts'

export const roleRelations = {
  'grant_request.decider': {
    on: 'grantRequest',
    when: "app.is_a('administrator', 'head')",
    why: 'Administrator or head, who may give what another has asked for.',
  },
  'person_role.giver': {
    on: 'personRole',
    when: "role not in ('pupil', 'guardian', 'operator') and app.may_give(role)",
    why: 'May give this role alone: administrator or head, the office those of teachers.',
  },
  'access_review.reviewer': {
    on: 'accessReview',
    when: "app.is_a('administrator', 'head', 'office')",
    why: 'Administrator, head or office, of each role those who may give it.',
  },
  'hand_over.office': {
    on: 'handOver',
    when: 'app.is_office()',
    why: 'Works in the office, heads or administers the school in which it was handed over.',
  },
  'hand_over.successor': {
    on: 'handOver',
    when: "to_id = app.person_id() and app.is_a('teacher', 'substitute')",
    why: 'Has taken over, and teaches in the school.',
  },
  'school.support': { on: 'school', when: "app.is_a('support')", why: 'Is of support, which sees nobody without consent.' },
  'support_access.consenter': {
    on: 'supportAccess',
    when: 'person_id <> app.person_id() and app.may_let_support(subject_id)',
    why: 'Is who would be helped, and old enough; administrator or head; or the office, where no guardian signs for the person.',
  },
  'support_access.guardian': {
    on: 'supportAccess',
    when: "person_id <> app.person_id() and subject_id = any (array(select app.my_children_for('sign')))",
    why: 'Is a guardian who may sign for the child that would be helped.',
  },
  'support_access.ender': {
    on: 'supportAccess',
    when: "subject_id = app.person_id() or app.is_a('administrator', 'head', 'office')",
    why: 'Is helped, or administrator, head or office: who may end it need not be who may begin it.',
  },
  'support_access.helper': {
    on: 'supportAccess',
    when: "person_id = app.person_id() and app.is_a('support')",
    why: 'Has asked to help, and is of support.',
  },
} as const satisfies Record<string, Relation>
