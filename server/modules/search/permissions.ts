import type { Permission } from '#kernel/permissions.ts'

export const searchPermissions = {
  'school.search': { on: 'school', allow: ['school.office', 'school.teacher'] },
} as const satisfies Record<string, Permission>
