import type { Permission } from '#kernel/permissions.ts'

export const retentionPermissions = {
  'retention.read': { on: 'school', allow: ['school.dpo', 'school.head'] },
  'retention.hold': { on: 'announcedSweep', allow: ['announced_sweep.desk'] },
  'retention.release': { on: 'announcedSweep', allow: ['announced_sweep.desk'] },
  'retention.let_late_go': { on: 'announcedSweep', allow: ['announced_sweep.desk'] },
} as const satisfies Record<string, Permission>
