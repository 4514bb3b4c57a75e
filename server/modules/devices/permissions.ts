import type { Permission } from '#kernel/permissions.ts'

export const devicePermissions = {
  'device.keys': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
