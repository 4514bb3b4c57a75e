import type { Permission } from '#kernel/permissions.ts'

export const schoolPermissions = {
  'school.set_up': { on: 'nothing', why: 'The one-time code that the first start printed is the permission.' },
} as const satisfies Record<string, Permission>
