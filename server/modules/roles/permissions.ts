import type { Permission } from '#kernel/permissions.ts'

export const rolePermissions = {
  'person.access.read': { on: 'person', allow: ['person.office'] },
  'role.grant': { on: 'person', allow: ['person.office_at_work'] },
  'role.grant.decide': { on: 'grantRequest', allow: ['grant_request.decider'] },
  'role.end': { on: 'personRole', allow: ['person_role.giver'] },
  'person.suspend': { on: 'person', allow: ['person.office_at_work'] },
  'person.reactivate': { on: 'person', allow: ['person.office_at_work'] },
  'person.leave': { on: 'person', allow: ['person.office_at_work'] },
  'person.orphan.list': { on: 'school', allow: ['school.office_at_work'] },
  'person.orphan.settle': { on: 'school', allow: ['school.office_at_work'] },
  'role.review.read': { on: 'school', allow: ['school.office'] },
  'role.review.open': { on: 'school', allow: ['school.office_at_work'] },
  'role.review.decide': { on: 'accessReview', allow: ['access_review.reviewer'] },
  'support.access.list': { on: 'school', allow: ['school.member'] },
  'support.access.ask': { on: 'school', allow: ['school.support'] },
  'support.access.decide': { on: 'supportAccess', allow: ['support_access.consenter', 'support_access.guardian'] },
  'support.access.end': {
    on: 'supportAccess',
    allow: ['support_access.helper', 'support_access.ender', 'support_access.guardian'],
  },
  'support.subject.read': { on: 'supportAccess', allow: ['support_access.helper'] },
} as const satisfies Record<string, Permission>
