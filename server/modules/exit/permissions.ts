import type { Permission } from '#kernel/permissions.ts'

const leaders = { on: 'school', allow: ['school.leader'] } as const

export const exitPermissions = {
  'school.exit.read': { on: 'school', allow: ['school.member'] },
  'school.exit.announce': leaders,
  'school.exit.sign': leaders,
  'school.exit.withdraw': leaders,
  'school.exit.export': leaders,
  'school.exit.receipt': leaders,
} as const satisfies Record<string, Permission>
