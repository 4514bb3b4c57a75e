import { schooling } from '#kernel/grounds.ts'
import { link, loose, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { keptAfterYear } from '#modules/classes/index.ts'
import { groupTable } from './sealed.ts'

const said = { category: 'school.enrolment', level: 'L1', origin: 'provided', rectify: 'office' } as const
const recipients = ['self', 'guardians', 'teachers', 'school_office', 'operator'] as const

export const groupData = [
  personalTable({
    table: 'public.teaching_group',
    subjects: { member: path('id -> group_place.person_id'), actor: loose('owner_id', 'outlives whose it was') },
    purposes: ['teaching', 'class_life'],
    basis: schooling,
    retention: {
      anchor: { day: 'school_year_id -> school_year.to_on' },
      keep: keptAfterYear,
      end: 'erase',
      breaker: 'created_at',
    },
    erase: { member: { keep: 'shared_with_class' }, actor: 'detach' },
    restrict: { exempt: 'belongs to everyone in it' },
    recipients,
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), school_year_id: none(), created_at: none(), archived_at: none(), version: none() },
      owner_id: link('actor'),
      sealed: sealed(groupTable, [{ kind: 'epoch', retentionClass: 'school_life' }], {
        label: personal({ ...said, export: { member: 'full', actor: 'full' } }),
      }),
    },
  }),
  personalTable({
    table: 'public.group_place',
    subjects: { self: path('person_id') },
    purposes: ['teaching', 'class_life'],
    basis: schooling,
    retention: {
      anchor: { day: 'group_id -> teaching_group.school_year_id -> school_year.to_on' },
      keep: keptAfterYear,
      end: 'erase',
      breaker: 'from_at',
    },
    erase: { self: 'delete' },
    restrict: 'freeze',
    recipients,
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), group_id: none() },
      person_id: link('self'),
      role: personal({ ...said, export: { self: 'full' }, research: 'quasi' }),
      from_at: personal({ ...said, export: { self: 'full' } }),
      until_at: personal({ ...said, export: { self: 'full' } }),
    },
  }),
] as const
