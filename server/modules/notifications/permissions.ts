import type { Permission } from '#kernel/permissions.ts'

// How somebody is told is their own matter: the policies know no other rows than one's own.
export const notificationPermissions = {
  'notification.read': { on: 'school', allow: ['school.member'] },
  'notification.preset.choose': { on: 'school', allow: ['school.member'] },
  'push.device.add': { on: 'school', allow: ['school.member'] },
  'push.device.confirm': { on: 'school', allow: ['school.member'] },
  'push.device.end': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
