import type { Permission } from '#kernel/permissions.ts'

const partner = ['conversation.partner'] as const
const seers = ['conversation.partner', 'conversation.overseer'] as const

// With whom one may begin, the policies and the table of the school say.
export const conversationPermissions = {
  'conversation.list': { on: 'school', allow: ['school.member'] },
  'conversation.waiting': { on: 'school', allow: ['school.member'] },
  'conversation.partners': { on: 'school', allow: ['school.member'] },
  'conversation.families': { on: 'class', allow: ['class.teacher', 'class.office_at_work'] },
  'conversation.group_families': { on: 'teachingGroup', allow: ['group.teacher', 'group.office_at_work'] },
  'conversation.unplaced': { on: 'school', allow: ['school.office_at_work'] },
  'conversation.begin': { on: 'school', allow: ['school.member'] },
  'conversation.read': { on: 'conversation', allow: seers },
  'conversation.people': { on: 'conversation', allow: seers },
  'conversation.see': { on: 'conversation', allow: partner },
  'conversation.choose_reading': { on: 'school', allow: ['school.member'] },
  'conversation.assign': { on: 'conversation', allow: ['conversation.office'] },
  'conversation.note': { on: 'conversation', allow: ['conversation.school'] },
  'conversation.close': { on: 'conversation', allow: ['conversation.office'] },
  'conversation.reopen': { on: 'conversation', allow: ['conversation.office'] },
  'conversation.overseen': { on: 'person', allow: ['person.overseer'] },
  'message.send': { on: 'conversation', allow: ['conversation.writer'] },
  'message.edit': { on: 'message', allow: ['message.author'] },
  'message.withdraw': { on: 'message', allow: ['message.author'] },
  'message.report': { on: 'message', allow: ['message.partner'] },
  'message.report.list': { on: 'school', allow: ['school.member'] },
  'message.report.decide': { on: 'messageReport', allow: ['message_report.decider'] },
  'writing_rule.list': { on: 'school', allow: ['school.member'] },
  'writing_rule.set': { on: 'school', allow: ['school.leader'] },
} as const satisfies Record<string, Permission>
