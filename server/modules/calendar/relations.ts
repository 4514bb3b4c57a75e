import type { Relation } from '#kernel/permissions.ts'

export const calendarRelations = {
  'calendar_entry.reader': {
    on: 'calendarEntry',
    when: 'audience_id = any (array(select app.my_audiences()))',
    why: 'Belongs to those for whom it is entered.',
  },
  'calendar_entry.speaker': {
    on: 'calendarEntry',
    when: 'audience_id = any (array(select app.my_voices()))',
    why: 'Speaks to those for whom it is entered: their teacher, the office or the head.',
  },
  'calendar_entry.office': { on: 'calendarEntry', when: 'app.runs_school()', why: 'Runs the school.' },
  'calendar_feed.holder': { on: 'calendarFeed', when: 'person_id = app.person_id()', why: 'Made the address.' },
} as const satisfies Record<string, Relation>
