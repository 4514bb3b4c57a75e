import { schooling } from '#kernel/grounds.ts'
import { link, loose, none, personal, personalTable, plainTable } from '#kernel/personal-data.ts'

export const schoolData = [
  plainTable('directory.installation', 'The installation itself: one row, no person in it.', [
    'id',
    'made_at',
    'setup_digest',
    'setup_used_at',
    'one',
  ]),
  plainTable('public.school', 'A school is no person.', {
    ...{ school_id: none(), slug: none(), name: none('The name of a school, which stands above its door.') },
    ...{
      profile: none(),
      kind: none(),
      profile_from: none(),
      locale: none(),
      time_zone: none(),
      readers_shown_as: none(),
      created_at: none(),
      version: none(),
    },
  }),
  plainTable('public.school_year', 'When the years of a school begin and end.', [
    'school_id',
    'id',
    'from_on',
    'to_on',
    'created_at',
  ]),
  personalTable({
    table: 'public.audience',
    subjects: { about: loose('target_id', 'names a school, a class or a pupil, as the kind says') },
    purposes: ['class_life', 'family_communication'],
    basis: schooling,
    retention: { anchor: { with: 'about' } },
    erase: { about: 'delete' },
    restrict: 'freeze',
    recipients: ['teachers', 'school_office'],
    changes: 'logged',
    columns: {
      school_id: none(),
      id: none(),
      kind: personal({ category: 'communication.metadata', level: 'L1', export: 'full', origin: 'observed', rectify: 'by_use' }),
      target_id: link('about'),
      created_at: none(),
    },
  }),
] as const
