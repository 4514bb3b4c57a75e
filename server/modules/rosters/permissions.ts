import type { Permission } from '#kernel/permissions.ts'

export const rosterPermissions = {
  'roster.import.stage': { on: 'school', allow: ['school.office'] },
  'roster.export': { on: 'school', allow: ['school.office'] },
  'roster.import.list': { on: 'school', allow: ['school.office'] },
  'roster.import.read': { on: 'rosterRun', allow: ['roster_import.office'] },
  'roster.import.progress': { on: 'rosterRun', allow: ['roster_import.office'] },
  'roster.import.undo': { on: 'rosterRun', allow: ['roster_import.office'] },
  'roster.import.apply': { on: 'rosterRun', allow: ['roster_import.office'] },
} as const satisfies Record<string, Permission>
