import type { Permission } from '#kernel/permissions.ts'

const bringers = ['person.self', 'person.joint', 'person.office'] as const

export const bringingPermissions = {
  'copy.preview': { on: 'person', allow: bringers },
  'copy.bring': { on: 'person', allow: bringers },
  'copy.fetch': { on: 'person', allow: bringers },
  'copy.list': { on: 'person', allow: bringers },
} as const satisfies Record<string, Permission>
