import { schooling } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { calendarEntryTable, calendarVersionTable, classLife } from './sealed.ts'

const epoch = { kind: 'epoch', retentionClass: classLife } as const
const own = { category: 'communication.content', level: 'L2', origin: 'provided', rectify: 'author' } as const
const step = { category: 'communication.metadata', level: 'L1', origin: 'observed', rectify: 'nobody' } as const
const common = {
  purposes: ['class_life', 'family_communication', 'teaching'],
  basis: schooling,
  restrict: 'freeze',
  recipients: ['self', 'guardians', 'classmates', 'teachers', 'school_office', 'operator'],
} as const
const untilYearOver = (day: string) => ({ anchor: { day }, keep: 'P12M', end: 'erase' }) as const
const ofEntry = untilYearOver('entry_id -> calendar_entry.school_year_id -> school_year.to_on')
const days = { from_on: none(), to_on: none(), from_time: none(), to_time: none() }

const when = (roles: 'author' | 'actor') => personal({ ...step, export: { [roles]: 'full' } })
const text = () => personal({ ...own, export: { author: 'full' } })

export const calendarData = [
  personalTable({
    table: 'public.calendar_entry',
    subjects: { author: actorIn('author_id'), actor: actorIn('cancelled_by') },
    ...common,
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
    ...common,
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
    ...common,
    recipients: ['self', 'guardians', 'teachers', 'school_office', 'operator'],
    retention: ofEntry,
    erase: { self: 'delete', actor: 'detach' },
    changes: { exempt: 'a tap; each is a fact' },
    columns: {
      ...{ school_id: none(), id: none(), entry_id: none() },
      pupil_id: link('self'),
      answer: personal({ ...own, export: { self: 'full' } }),
      answered_by: link('actor'),
      answered_at: personal({ ...step, export: { self: 'full', actor: 'full' } }),
    },
  }),
  personalTable({
    table: 'public.calendar_feed',
    subjects: { self: path('person_id'), about: path('pupil_id') },
    ...common,
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
