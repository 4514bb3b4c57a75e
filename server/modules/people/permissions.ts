import type { Permission } from '#kernel/permissions.ts'

export const peoplePermissions = {
  'person.me': { on: 'school', allow: ['school.member'] },
  'person.list': { on: 'school', allow: ['school.office', 'school.teacher'] },
} as const satisfies Record<string, Permission>
