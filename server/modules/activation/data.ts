import { protection } from '#kernel/grounds.ts'
import { actorIn, digest, link, none, path, personal, personalTable, plainTable, sealed } from '#kernel/personal-data.ts'
import { classDoorTable } from './sealed.ts'

const seen = { origin: 'observed', rectify: 'nobody' } as const
const staff = ['teachers', 'school_office', 'operator'] as const
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
      ...{ school_id: none(), id: none(), class_id: none(), whom: none(), why: none(), kind: none(), slips: none() },
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
  personalTable({
    table: 'public.class_door',
    subjects: { actor: actorIn('made_by') },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { column: 'ends_on' }, keep: 'P12M', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'opens nothing by itself, and says nothing of anyone' },
    recipients: staff,
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), class_id: none() },
      made_at: personal(audit),
      made_by: link('actor'),
      ends_on: none(),
      ended_at: none(),
      sealed: sealed(classDoorTable, [{ kind: 'epoch', retentionClass: 'school_life' }], { code: none('Six signs by chance.') }),
    },
  }),
  personalTable({
    table: 'public.pupil_words',
    subjects: { self: path('person_id') },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { column: 'ends_on' }, keep: 'P12M', end: 'erase' },
    erase: { self: 'delete' },
    restrict: 'freeze',
    recipients: ['self', ...staff],
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('self'), batch_id: none() },
      secret_hash: digest('argon2id, salted, of four words by chance: made to be useless to whoever reads it'),
      made_at: personal(credential),
      ends_on: personal(credential),
      used_at: personal(credential),
      voided_at: personal(credential),
      void_why: personal(credential),
    },
  }),
  personalTable({
    table: 'public.enrolled_device',
    subjects: { actor: actorIn('made_by') },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { column: 'ends_on' }, keep: 'P12M', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'is a thing of the class, and says nothing of anyone' },
    recipients: staff,
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), class_id: none() },
      token_digest: digest('SHA-256 of 256 random bits'),
      made_at: personal(audit),
      made_by: link('actor'),
      ends_on: none(),
      ended_at: none(),
    },
  }),
  personalTable({
    table: 'public.pupil_pictures',
    subjects: { self: path('person_id') },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete' },
    restrict: 'freeze',
    recipients: ['self', ...staff],
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('self') },
      row_digest: digest(
        'HMAC-SHA-256 of four pictures, under a key derived from the pupil’s own, which dies with the pupil’s record',
      ),
      made_at: personal(credential),
      wrong: personal(credential),
      ended_at: personal(credential),
    },
  }),
] as const
