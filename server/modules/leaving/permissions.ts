import type { Permission } from '#kernel/permissions.ts'

export const leavingPermissions = {
  'leaving.read': { on: 'school', allow: ['school.office'] },
  'leaving.step.defer': { on: 'leavingStep', allow: ['leaving_step.office'] },
  'leaving.step.resume': { on: 'leavingStep', allow: ['leaving_step.office'] },
  'leaving.step.agree': { on: 'leavingStep', allow: ['leaving_step.decider'] },
  'leaving.clocks.set': { on: 'school', allow: ['school.leader'] },
  'guidance.list': { on: 'school', allow: ['school.teacher', 'school.head'] },
  'guidance.read': { on: 'school', allow: ['school.teacher', 'school.head'] },
} as const satisfies Record<string, Permission>
