import type { Permission } from '#kernel/permissions.ts'

const desk = ['judicial_order.desk'] as const

export const orderPermissions = {
  'order.list': { on: 'school', allow: ['school.dpo', 'school.head'] },
  'order.record': { on: 'person', allow: ['person.desk'] },
  'order.sign': { on: 'judicialOrder', allow: desk },
  'order.hand': { on: 'judicialOrder', allow: desk },
  'order.mine': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
