import type { Permission } from '#kernel/permissions.ts'

const keepers = ['school.answering'] as const

export const policyPermissions = {
  'policy.mine': { on: 'school', allow: ['school.member'] },
  'policy.say': { on: 'person', allow: ['person.oneself', 'person.image_guardian'] },
  'policy.list': { on: 'school', allow: keepers },
  'policy.make': { on: 'school', allow: keepers },
  'policy.publish': { on: 'school', allow: keepers },
  'policy.end': { on: 'school', allow: keepers },
} as const satisfies Record<string, Permission>
