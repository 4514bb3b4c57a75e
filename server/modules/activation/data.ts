import { protection } from '#kernel/grounds.ts'
import { actorIn, digest, link, none, path, personal, personalTable, plainTable } from '#kernel/personal-data.ts'

const seen = { origin: 'observed', rectify: 'nobody' } as const
const office = ['school_office', 'operator'] as const
const audit = { category: 'audit', level: 'L1', export: { actor: 'full' }, ...seen } as const
const credential = { category: 'technical.credential', level: 'L1', export: { self: 'full' }, ...seen } as const

export const activationData = [
  plainTable('public.slip_setting', 'How a school prints slips. Who changed it last is in the ledger, too.', [
    'school_id',
    'days',
    'teachers_print',
    'changed_at',
    'changed_by',
  ]),
  personalTable({
    table: 'public.slip_batch',
    subjects: { actor: actorIn('made_by') },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { column: 'made_at' }, keep: 'P12M', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'is a print of many' },
    recipients: office,
    changes: { exempt: 'never changes' },
    columns: {
      ...{ school_id: none(), id: none(), class_id: none(), whom: none(), why: none(), slips: none() },
      made_at: personal(audit),
      made_by: link('actor'),
    },
  }),
  personalTable({
    table: 'public.activation_code',
    subjects: { self: path('person_id') },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { column: 'made_at' }, keep: 'P12M', end: 'erase' },
    erase: { self: 'delete' },
    restrict: 'freeze',
    recipients: ['self', ...office],
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('self'), batch_id: none() },
      code_digest: digest(
        'HMAC-SHA-256 of 15 digits by chance, under a key that only the ring opens and that dies after two months',
      ),
      made_at: personal(credential),
      expires_at: personal(credential),
      used_at: personal(credential),
      voided_at: personal(credential),
      void_why: personal(credential),
    },
  }),
] as const
