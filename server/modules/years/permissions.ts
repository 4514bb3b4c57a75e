import type { Permission } from '#kernel/permissions.ts'

export const yearPermissions = {
  'year.read': { on: 'school', allow: ['school.office_at_work'] },
  'year.plan.begin': { on: 'school', allow: ['school.office_at_work'] },
  'year.plan.read': { on: 'yearPlan', allow: ['year_plan.office'] },
  'year.plan.save': { on: 'yearPlan', allow: ['year_plan.office'] },
  'year.plan.discard': { on: 'yearPlan', allow: ['year_plan.office'] },
  'year.plan.preview': { on: 'yearPlan', allow: ['year_plan.office'] },
  'year.plan.apply': { on: 'yearPlan', allow: ['year_plan.office'] },
  'year.plan.progress': { on: 'yearPlan', allow: ['year_plan.office'] },
  'year.undo.preview': { on: 'yearPlan', allow: ['year_plan.office'] },
  'year.undo': { on: 'yearPlan', allow: ['year_plan.office'] },
} as const satisfies Record<string, Permission>
