import type { Permission } from '#kernel/permissions.ts'

const printers = ['class.office_at_work', 'class.slip_teacher'] as const
const printersOfOne = ['person.office_at_work', 'person.slip_teacher'] as const
// Young pupils' words are their teacher's to print, whoever prints codes in this school.
const doorkeepers = ['class.teacher', 'class.office_at_work'] as const

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
  'class.door.read': { on: 'class', allow: ['class.teacher', 'class.office'] },
  'class.door.renew': { on: 'class', allow: doorkeepers },
  'words.print': { on: 'class', allow: doorkeepers },
  'words.void': { on: 'person', allow: ['person.teacher', 'person.office_at_work'] },
  'class.device.enrol': { on: 'class', allow: doorkeepers },
  'class.device.end': { on: 'class', allow: doorkeepers },
  'class.device.look': { on: 'nothing', why: 'Whoever sits at a device that a teacher made the class’s own.' },
  'pupil.session.start': { on: 'nothing', why: 'Whoever holds the slip is who it was handed to; tries are slowed down.' },
  'pupil.session.start_by_pictures': {
    on: 'nothing',
    why: 'Whoever knows the pictures, at a device of the class; tries are slowed down and end.',
  },
  'pupil.pictures.choose': { on: 'nothing', why: 'For oneself, at a device of one’s own class.' },
} as const satisfies Record<string, Permission>
