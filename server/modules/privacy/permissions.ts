import type { Permission } from '#kernel/permissions.ts'

export const privacyPermissions = {
  'privacy.export': { on: 'person', allow: ['person.self', 'person.guardian', 'person.office'] },
  'privacy.erasure.preview': { on: 'person', allow: ['person.self', 'person.guardian', 'person.office'] },
  'privacy.erasure.execute': { on: 'person', allow: ['person.office'] },
  'privacy.why': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
