import type { Permission } from '#kernel/permissions.ts'

const officers = { on: 'school', allow: ['school.dpo', 'school.head'] } as const

const head = { on: 'school', allow: ['school.head'] } as const

export const assurancePermissions = {
  'record.list': officers,
  'record.sign': officers,
  'record.withdraw': officers,
  'supplier.list': officers,
  'supplier.object': head,
  'supplier.withdraw_objection': head,
  'egress.of_person': { on: 'person', allow: ['person.oneself', 'person.guardian'] },
} as const satisfies Record<string, Permission>
