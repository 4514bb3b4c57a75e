import type { Permission } from '#kernel/permissions.ts'

const whose = ['person.self', 'person.parent', 'person.office'] as const

export const readsPermissions = {
  'ledger.person.read': { on: 'person', allow: whose },
  'ledger.person.file': { on: 'person', allow: whose },
  'access.case.list': { on: 'school', allow: ['school.dpo'] },
} as const satisfies Record<string, Permission>
