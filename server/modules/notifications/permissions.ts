import type { Permission } from '#kernel/permissions.ts'

const byLink = {
  on: 'nothing',
  why: 'Whoever has had the mail that the link stood in: it stops and resumes mails, and opens nothing.',
} as const

// How somebody is told is their own matter: the policies know no other rows than one's own.
export const notificationPermissions = {
  'notification.read': { on: 'school', allow: ['school.member'] },
  'notification.preset.choose': { on: 'school', allow: ['school.member'] },
  'notification.customise': { on: 'school', allow: ['school.member'] },
  'notification.mails.resume': { on: 'school', allow: ['school.member'] },
  'notification.mails.stop': byLink,
  'notification.mails.restart': byLink,
  'notification.mails.choose': byLink,
  'school.quiet_hours.change': { on: 'school', allow: ['school.leader'] },
  'school.dpo_address.change': { on: 'school', allow: ['school.leader'] },
  'mail_trouble.list': { on: 'school', allow: ['school.office_at_work'] },
  'mail_trouble.read': { on: 'school', allow: ['school.office_at_work'] },
  'mail_trouble.correct': { on: 'school', allow: ['school.office_at_work'] },
  'notification.address.correct': { on: 'school', allow: ['school.member'] },
  'notification.address.confirm': byLink,
  'mail_trouble.count': { on: 'school', allow: ['school.office_at_work'] },
  'mail_trouble.clear': { on: 'school', allow: ['school.office_at_work'] },
  'push.device.add': { on: 'school', allow: ['school.member'] },
  'push.device.confirm': { on: 'school', allow: ['school.member'] },
  'push.device.end': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
