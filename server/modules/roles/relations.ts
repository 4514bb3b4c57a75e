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
} as const satisfies Record<string, Relation>
