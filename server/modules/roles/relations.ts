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
    when: "person_id <> app.person_id() and (app.is_a('administrator', 'head', 'office') or (subject_id = app.person_id() and not app.is_too_young()))",
    why: 'Is who would be helped, and old enough, or administrator, head or office.',
  },
  'support_access.helper': {
    on: 'supportAccess',
    when: "person_id = app.person_id() and app.is_a('support')",
    why: 'Has asked to help, and is of support.',
  },
} as const satisfies Record<string, Relation>
