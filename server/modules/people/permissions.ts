import type { Permission } from '#kernel/permissions.ts'

export const peoplePermissions = {
  'person.me': { on: 'school', allow: ['school.member'] },
  'list.export': { on: 'school', allow: ['school.office', 'school.teacher'] },
  'person.list': { on: 'school', allow: ['school.office', 'school.teacher'] },
} as const satisfies Record<string, Permission>
