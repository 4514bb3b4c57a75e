import { actorIn, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { saidToMany, step, text, untilCounted, untilYearOver, when, writing } from '#modules/posts/index.ts'
import { calendarEntryTable, calendarVersionTable, classLife } from './sealed.ts'

const epoch = { kind: 'epoch', retentionClass: classLife } as const
const ofEntry = untilYearOver('entry_id -> calendar_entry.school_year_id -> school_year.to_on')
const days = { from_on: none(), to_on: none(), from_time: none(), to_time: none() }

export const calendarData = [
  personalTable({
    table: 'public.calendar_entry',
    subjects: { author: actorIn('author_id'), actor: actorIn('cancelled_by') },
    ...saidToMany,
    retention: untilYearOver('school_year_id -> school_year.to_on'),
    erase: { author: 'detach', actor: 'detach' },
    changes: { exempt: 'what it said before stays as a row of its own, and every step is a fact' },
    columns: {
      ...{ school_id: none(), id: none(), school_year_id: none(), audience_id: none(), state: none(), asks_reply: none() },
      ...days,
      author_id: link('author'),
      created_at: when('author'),
      changed_at: when('author'),
      cancelled_at: when('actor'),
      cancelled_by: link('actor'),
      sealed: sealed(calendarEntryTable, [epoch], { title: text(), place: text(), note: text() }),
      version: none(),
    },
  }),
  personalTable({
    table: 'public.calendar_version',
    subjects: { author: actorIn('written_by') },
    ...saidToMany,
    retention: ofEntry,
    erase: { author: 'detach' },
    changes: { exempt: 'never changes' },
    columns: {
      ...{ school_id: none(), id: none(), entry_id: none(), number: none() },
      ...days,
      written_by: link('author'),
      replaced_at: when('author'),
      sealed: sealed(calendarVersionTable, [epoch], { title: text(), place: text(), note: text() }),
    },
  }),
  personalTable({
    table: 'public.calendar_reply',
    subjects: { self: path('pupil_id'), actor: actorIn('answered_by') },
    ...saidToMany,
    recipients: ['self', 'guardians', 'teachers', 'school_office', 'operator'],
    retention: untilCounted('answered_at', 'entry_id -> calendar_entry.audience_id -> audience.target_id', [
      'entry_id -> calendar_entry.to_on',
    ]),
    erase: { self: 'delete', actor: 'detach' },
    changes: { exempt: 'a tap; each is a fact' },
    columns: {
      ...{ school_id: none(), id: none(), entry_id: none() },
      pupil_id: link('self'),
      answer: personal({ ...writing, export: { self: 'full' } }),
      answered_by: link('actor'),
      answered_at: personal({ ...step, export: { self: 'full', actor: 'full' } }),
    },
  }),
  personalTable({
    table: 'public.calendar_feed',
    subjects: { self: path('person_id'), about: path('pupil_id') },
    ...saidToMany,
    recipients: ['self', 'operator'],
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete', about: 'delete' },
    changes: { exempt: 'making and ending an address are facts' },
    columns: {
      ...{ school_id: none(), id: none() },
      person_id: link('self'),
      pupil_id: link('about'),
      digest: none('The digest of an address that is kept nowhere.'),
      with_name: personal({ ...step, export: { self: 'full' } }),
      made_at: personal({ ...step, export: { self: 'full' } }),
    },
  }),
] as const
