import type { Permission } from '#kernel/permissions.ts'

export const livePermissions = {
  'stream.open': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
