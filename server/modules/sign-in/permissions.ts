import type { Permission } from '#kernel/permissions.ts'

export const signInPermissions = {
  'session.start': { on: 'nothing', why: 'Whoever knows the password is who they say; tries are slowed down.' },
  'session.end': { on: 'nothing', why: 'Anyone may end the own session.' },
} as const satisfies Record<string, Permission>
