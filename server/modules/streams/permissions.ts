import type { Permission } from '#kernel/permissions.ts'

export const streamPermissions = {
  'stream.open': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
