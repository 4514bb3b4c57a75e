import { schooling } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, plainTable } from '#kernel/personal-data.ts'

const step = {
  category: 'school.enrolment',
  level: 'L1',
  export: { self: 'full' },
  origin: 'provided',
  rectify: 'office',
} as const

export const leavingData = [
  plainTable('public.leaving_clock', 'How long former pupils are readable for guidance and in the archive: about no one.', [
    ...['school_id', 'guidance_months', 'archive_months', 'why', 'set_at', 'version'],
  ]),
  personalTable({
    table: 'public.leaving_step',
    subjects: { self: path('person_id'), actor: [actorIn('deferred_by'), actorIn('agreed_by')] },
    purposes: ['administration', 'legal'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete', actor: 'detach' },
    restrict: { exempt: 'is what ends the holding of everything else' },
    recipients: ['self', 'school_office', 'operator'],
    changes: { exempt: 'is announced, put off and done, and each is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('self') },
      ...{ step: personal(step), due_on: personal(step), announced_on: personal(step) },
      ...{ deferred_until: personal(step), why: personal(step), deferred_at: personal(step), deferred_by: link('actor') },
      // That guardians are in dispute is told by no copy.
      agreed_at: personal({ ...step, export: { self: 'none' } }),
      agreed_by: link('actor'),
      done_at: personal(step),
    },
  }),
] as const
