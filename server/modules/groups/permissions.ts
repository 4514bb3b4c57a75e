import type { Permission } from '#kernel/permissions.ts'

const makers = ['school.teacher', 'school.office_at_work'] as const
const holders = ['group.owner', 'group.office_at_work'] as const

export const groupPermissions = {
  'group.list': { on: 'school', allow: ['school.teacher', 'school.office'] },
  'group.read': { on: 'teachingGroup', allow: ['group.teacher', 'group.owner', 'group.office'] },
  'group.make': { on: 'school', allow: makers },
  'group.change': { on: 'teachingGroup', allow: holders },
  'group.archive': { on: 'teachingGroup', allow: holders },
  'group.reopen': { on: 'teachingGroup', allow: holders },
} as const satisfies Record<string, Permission>
