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
} as const satisfies Record<string, Relation>
