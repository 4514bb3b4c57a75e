import type { Permission } from '#kernel/permissions.ts'

export const privacyPermissions = {
  'privacy.export': { on: 'person', allow: ['person.self', 'person.guardian', 'person.office'] },
  'privacy.erasure.preview': { on: 'person', allow: ['person.self', 'person.guardian', 'person.office'] },
  'privacy.erasure.execute': { on: 'person', allow: ['person.office'] },
  'privacy.certificate.read': { on: 'nothing', why: 'Whoever holds the code of a certificate may read it: it names nobody.' },
  'my_data.read': { on: 'person', allow: ['person.oneself', 'person.guardian'] },
  'my_data.part': { on: 'person', allow: ['person.oneself', 'person.guardian'] },
  'privacy.why': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
