import type { Permission } from '#kernel/permissions.ts'

export const familyPermissions = {
  'family.read': { on: 'person', allow: ['person.office', 'person.teacher'] },
  'family.mine': { on: 'school', allow: ['school.member'] },
  'guardianship.change.ask': { on: 'guardianship', allow: ['guardianship.decider'] },
  'guardianship.change.decide': { on: 'guardianshipChange', allow: ['guardianship_change.signer'] },
  'guardianship.delegation.lend': { on: 'guardianship', allow: ['guardianship.lender'] },
  'guardianship.delegation.end': { on: 'delegation', allow: ['delegation.lender'] },
  'guardianship.delegation.object': { on: 'delegation', allow: ['delegation.joint'] },
  'guardianship.delegation.settle': { on: 'delegation', allow: ['delegation.decider'] },
  'guardianship.grant': { on: 'guardianship', allow: ['guardianship.pupil'] },
  'person.protection.begin': { on: 'person', allow: ['person.office_at_work'] },
  'person.protection.end': { on: 'person', allow: ['person.office_at_work'] },
  'person.merge.preview': { on: 'person', allow: ['person.office_at_work'] },
  'person.merge': { on: 'school', allow: ['school.office_at_work'] },
  'person.unmerge': { on: 'personMerge', allow: ['person_merge.registrar'] },
  'person.same.list': { on: 'school', allow: ['school.office_at_work'] },
  'person.same.decide': { on: 'samePerson', allow: ['same_person.registrar'] },
} as const satisfies Record<string, Permission>
