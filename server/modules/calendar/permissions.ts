import type { Permission } from '#kernel/permissions.ts'

const seers = ['calendar_entry.reader', 'calendar_entry.speaker', 'calendar_entry.office'] as const

export const calendarPermissions = {
  'calendar.read': { on: 'school', allow: ['school.member'] },
  'calendar.enter': { on: 'school', allow: ['school.teacher', 'school.office_at_work'] },
  'calendar.change': { on: 'calendarEntry', allow: ['calendar_entry.speaker'] },
  'calendar.cancel': { on: 'calendarEntry', allow: ['calendar_entry.speaker'] },
  'calendar.versions': { on: 'calendarEntry', allow: seers },
  'calendar.readers': { on: 'calendarEntry', allow: seers },
  'calendar.reply': { on: 'calendarEntry', allow: ['calendar_entry.reader'] },
  'calendar.feed.list': { on: 'school', allow: ['school.member'] },
  'calendar.feed.make': { on: 'school', allow: ['school.member'] },
  'calendar.feed.end': { on: 'calendarFeed', allow: ['calendar_feed.holder'] },
} as const satisfies Record<string, Permission>
