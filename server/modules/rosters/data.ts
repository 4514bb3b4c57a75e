import { schooling } from '#kernel/grounds.ts'
import {
  actorIn,
  link,
  loose,
  none,
  personal,
  personalTable,
  plainTable,
  scanned,
  sealed,
  transit,
} from '#kernel/personal-data.ts'
import { linkTable, packageTable, runTable } from './sealed.ts'

const received = { origin: 'received', rectify: 'roster' } as const
/** Rows that say who is whose guardian. */
const edges = { column: 'kind', is: 'guardianship' } as const
const office = ['school_office', 'operator'] as const
const inPackage = { category: 'identity.name', level: 'L1', export: 'exists', ...received } as const
const staged = (column: string) =>
  scanned(loose(column, 'is written before the row that it will be'), 'lives for the minutes of an import')

export const rosterData = [
  plainTable('public.roster_source', 'Where imported rows come from: a program of the school.', [
    'school_id',
    'id',
    'code',
    'applied_run_id',
    'created_at',
    'created_by',
  ]),
  personalTable({
    table: 'public.roster_run',
    subjects: {
      about: loose('id -> roster_link[run_id].person_id', 'a link outlives the import that brought it'),
      actor: [actorIn('made_by'), actorIn('confirmed_by')],
    },
    purposes: ['enrolment', 'administration'],
    basis: schooling,
    retention: { anchor: { column: 'made_at' }, keep: 'P12M', end: 'erase' },
    erase: { about: 'shred', actor: 'detach' },
    restrict: { exempt: 'is the preview of an import' },
    recipients: office,
    changes: { exempt: 'is itself the record of an import; what it changed is logged where it changed it' },
    columns: {
      ...{
        school_id: none(),
        id: none(),
        source_id: none(),
        state: none(),
        format: none(),
        package_digest: none(),
        asks_again: none(),
      },
      ...{ counts: none(), touched: none(), known: none() },
      ...{ step: none(), step_done: none(), step_total: none(), claimed_until: none(), problems: none() },
      sealed: sealed(runTable, [{ kind: 'snapshot', column: 'id' }], { differences: personal(inPackage) }),
      made_at: none(),
      made_by: link('actor'),
      confirmed_at: personal({
        category: 'audit',
        level: 'L1',
        export: { actor: 'full' },
        origin: 'observed',
        rectify: 'nobody',
      }),
      confirmed_by: link('actor'),
      applied_at: none(),
    },
  }),
  personalTable({
    table: 'public.roster_package',
    subjects: { about: loose('run_id -> roster_link[run_id].person_id', 'a link outlives the import that brought it') },
    purposes: ['enrolment', 'administration'],
    basis: schooling,
    retention: { anchor: { with: 'row' } },
    erase: { about: 'delete' },
    restrict: { exempt: 'waits for an import and goes with it' },
    recipients: office,
    changes: { exempt: 'never changes' },
    columns: {
      school_id: none(),
      run_id: none(),
      sealed: sealed(packageTable, [{ kind: 'snapshot', column: 'run_id' }], { zip: personal(inPackage) }, 'run_id'),
    },
  }),
  personalTable({
    table: 'public.roster_link',
    subjects: { self: loose('person_id', 'is written before the person is') },
    purposes: ['enrolment'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete' },
    restrict: 'freeze',
    recipients: office,
    apart: edges,
    changes: { exempt: 'follows the package of the source, whose runs are the record' },
    columns: {
      ...{ school_id: none(), id: none(), source_id: none(), kind: none(), target_id: none() },
      person_id: link('self'),
      ...{ added_run_id: none(), run_id: none(), left_run_id: none() },
      sealed: sealed(linkTable, [{ kind: 'person', column: 'person_id' }], {
        id: personal({ category: 'identity.official', level: 'L2', export: 'full', ...received }),
        mark: none('A digest of what the source said last.'),
        note: personal({ category: 'school.enrolment', level: 'L1', export: 'full', omits: ['otherId'], ...received }),
        rows: personal({ category: 'school.enrolment', level: 'L1', export: 'full', ...received }),
      }),
    },
  }),
  personalTable({
    table: 'public.roster_stage',
    subjects: { about: staged('person_id'), guardian: staged('guardian_id') },
    purposes: ['enrolment'],
    basis: schooling,
    retention: { anchor: { with: 'row' } },
    erase: { about: 'delete', guardian: 'delete' },
    restrict: { exempt: 'lives for the minutes of an import' },
    recipients: office,
    apart: edges,
    changes: { exempt: 'lives for the minutes of an import' },
    columns: {
      ...{
        school_id: none(),
        run_id: none(),
        kind: none(),
        link_id: none(),
        change: none(),
        act: none(),
        is_sure: none(),
        target_id: none(),
      },
      person_id: link('about'),
      class_id: none(),
      guardian_id: link('guardian'),
      school_year_id: none(),
      role: personal({ category: 'school.enrolment', level: 'L1', export: 'full', ...received }),
      relation: personal({ category: 'family.link', level: 'L2', export: { guardian: 'full', about: 'exists' }, ...received }),
      state: personal({ category: 'school.enrolment', level: 'L1', export: 'full', ...received }),
      from_on: personal({ category: 'school.enrolment', level: 'L1', export: 'full', ...received }),
      until_on: personal({ category: 'school.enrolment', level: 'L1', export: 'full', ...received }),
      ...{ first_id: none(), second_id: none() },
      sealed: transit('sealed for its own table, which declares it'),
      link_sealed: transit('sealed for its own table, which declares it'),
    },
  }),
] as const
