import type { Permission } from '#kernel/permissions.ts'

const printers = ['class.office_at_work', 'class.slip_teacher'] as const
const printersOfOne = ['person.office_at_work', 'person.slip_teacher'] as const

export const activationPermissions = {
  'slip.overview': { on: 'school', allow: ['school.office'] },
  'slip.settings.change': { on: 'school', allow: ['school.office_at_work'] },
  'slip.class.read': { on: 'class', allow: ['class.office', 'class.slip_teacher'] },
  'slip.staff.read': { on: 'school', allow: ['school.office'] },
  'slip.class.print': { on: 'class', allow: printers },
  'slip.print': { on: 'school', allow: ['school.office_at_work'] },
  'slip.person.print': { on: 'person', allow: printersOfOne },
  'slip.void': { on: 'person', allow: printersOfOne },
  'activation.reset.start': { on: 'person', allow: ['person.office_at_work', 'person.charge'] },
  'activation.use': { on: 'nothing', why: 'Whoever holds a slip is who it was handed to; tries are slowed down.' },
} as const satisfies Record<string, Permission>
