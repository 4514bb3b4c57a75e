import { schooling } from '#kernel/grounds.ts'
import { actorIn, digest, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { yearMoveTable, yearPlanTable } from './sealed.ts'

const office = ['school_office', 'operator'] as const
const seen = { category: 'audit', level: 'L1', export: { actor: 'full' }, origin: 'observed', rectify: 'nobody' } as const
const decided = {
  category: 'school.enrolment',
  level: 'L1',
  export: { self: 'full' },
  origin: 'provided',
  rectify: 'office',
} as const
const planned = { exempt: 'is a plan; what it changes is logged where it changes it' }

export const yearData = [
  personalTable({
    table: 'public.year_plan',
    subjects: { actor: [actorIn('made_by'), actorIn('confirmed_by'), actorIn('undone_by')] },
    purposes: ['administration', 'enrolment'],
    basis: schooling,
    retention: { anchor: { column: 'made_at' }, keep: 'P12M', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'is a plan of classes' },
    recipients: office,
    changes: planned,
    columns: {
      ...{ school_id: none(), id: none(), from_year_id: none(), to_year_id: none(), from_on: none(), to_on: none() },
      ...{ keep_days: none(), state: none(), step: none(), step_done: none(), step_total: none(), claimed_until: none() },
      ...{ counts: none(), mark: digest('SHA-256 of what a preview showed') },
      sealed: sealed(yearPlanTable, [{ kind: 'snapshot', column: 'id' }], {
        targets: personal({ ...decided, export: { actor: 'full' } }),
        classes: none('Which class goes where, by ids.'),
      }),
      ...{ made_at: personal(seen), made_by: link('actor'), changed_at: none() },
      ...{ confirmed_at: personal(seen), confirmed_by: link('actor'), applied_at: none() },
      ...{ undone_at: personal(seen), undone_by: link('actor'), closed_at: none(), version: none() },
    },
  }),
  personalTable({
    table: 'public.year_plan_person',
    subjects: { self: path('person_id') },
    purposes: ['administration', 'enrolment'],
    basis: schooling,
    retention: { anchor: { day: 'plan_id -> year_plan.made_at' }, keep: 'P12M', end: 'erase' },
    sooner: [{ by: 'year.plan.tidy', after: 'P9D' }],
    erase: { self: 'delete' },
    restrict: 'freeze',
    recipients: office,
    changes: planned,
    columns: {
      ...{ school_id: none(), id: none(), plan_id: none(), person_id: link('self') },
      fate: personal(decided),
      target_id: none(),
    },
  }),
  personalTable({
    table: 'public.year_move',
    subjects: { self: path('person_id') },
    purposes: ['administration', 'enrolment'],
    basis: schooling,
    retention: { anchor: { day: 'plan_id -> year_plan.made_at' }, keep: 'P12M', end: 'erase' },
    sooner: [{ by: 'year.plan.tidy', after: 'P9D' }],
    erase: { self: 'delete' },
    restrict: { exempt: 'lives for the days in which the turn of a year can be taken back' },
    recipients: office,
    changes: planned,
    columns: {
      ...{ school_id: none(), id: none(), plan_id: none(), nth: none(), kind: personal(decided) },
      ...{ target_id: none(), wanted_id: none(), person_id: link('self'), class_id: none(), role: personal(decided) },
      ...{ on_date: personal(decided), was_on: personal(decided), from_at: personal(decided), until_at: personal(decided) },
      ...{ was_at: personal(decided), was_state: personal(decided) },
      sealed: sealed(yearMoveTable, [{ kind: 'person', column: 'person_id' }], {
        from: personal(decided),
        to: personal(decided),
      }),
      ...{ done_at: none(), undone_at: none(), is_kept: none() },
    },
  }),
] as const
