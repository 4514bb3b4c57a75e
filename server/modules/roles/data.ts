import { schooling } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { grantRequestTable, supportAccessTable } from './sealed.ts'

const office = ['self', 'school_office', 'operator'] as const
const role = { category: 'school.role', level: 'L1', export: { self: 'full' }, origin: 'provided', rectify: 'office' } as const
const seen = { category: 'audit', level: 'L1', export: { self: 'full' }, origin: 'observed', rectify: 'nobody' } as const

const helped = {
  category: 'audit',
  level: 'L1',
  export: { self: 'full', author: 'full' },
  origin: 'observed',
  rectify: 'nobody',
} as const

const passed = {
  category: 'school.role',
  level: 'L1',
  export: { self: 'full', recipient: 'full' },
  origin: 'provided',
  rectify: 'office',
} as const

export const roleData = [
  personalTable({
    table: 'public.grant_request',
    subjects: { self: path('person_id'), actor: actorIn('asked_by'), signatory: actorIn('decided_by') },
    purposes: ['administration', 'security'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete', actor: 'detach', signatory: 'detach' },
    restrict: 'freeze',
    recipients: office,
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('self'), class_id: none() },
      ...{ role: personal(role), why: personal(role), until_at: personal(role) },
      sealed: sealed(grantRequestTable, [{ kind: 'person', column: 'person_id' }], { note: personal(role) }),
      asked_at: personal(seen),
      asked_by: link('actor'),
      decided_at: personal(seen),
      decided_by: link('signatory'),
      verdict: personal(role),
    },
  }),
  personalTable({
    table: 'public.access_review',
    subjects: { actor: actorIn('opened_by') },
    purposes: ['security'],
    basis: schooling,
    retention: { anchor: { column: 'opened_at' }, keep: 'P4Y', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'is a round of looking at all roles' },
    recipients: office,
    changes: { exempt: 'is opened and closed, and each is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), quarter_on: none(), due_at: none(), reminded_at: none(), closed_at: none() },
      opened_at: personal({ ...seen, export: { actor: 'full' } }),
      opened_by: link('actor'),
    },
  }),
  personalTable({
    table: 'public.access_review_item',
    subjects: { self: path('person_id'), actor: actorIn('decided_by') },
    purposes: ['security'],
    basis: schooling,
    retention: { anchor: { column: 'listed_at' }, keep: 'P3Y', end: 'erase' },
    erase: { self: 'delete', actor: 'detach' },
    restrict: { exempt: 'says that a role was looked at' },
    recipients: office,
    changes: { exempt: 'decided once, and each decision is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), review_id: none(), person_role_id: none(), person_id: link('self') },
      listed_at: personal(seen),
      decision: personal(role),
      decided_at: personal(seen),
      decided_by: link('actor'),
    },
  }),
  personalTable({
    table: 'public.support_access',
    subjects: { self: path('subject_id'), author: path('person_id'), actor: [actorIn('decided_by'), actorIn('ended_by')] },
    purposes: ['support', 'security'],
    basis: schooling,
    retention: { anchor: { column: 'asked_at' }, keep: 'P3Y', end: 'erase' },
    erase: { self: 'delete', author: 'delete', actor: 'detach' },
    restrict: { exempt: 'says that somebody asked to help' },
    recipients: ['self', 'school_office', 'operator'],
    changes: 'logged',
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('author'), subject_id: link('self') },
      ...{ reason: personal(helped), with_names: personal(helped) },
      sealed: sealed(supportAccessTable, [{ kind: 'person', column: 'person_id' }], { ticket: personal(helped) }),
      ...{ asked_at: personal(helped), decided_at: personal(helped), decided_by: link('actor'), verdict: personal(helped) },
      ...{ until_at: personal(helped), ended_at: personal(helped), ended_by: link('actor') },
    },
  }),
  personalTable({
    table: 'public.hand_over',
    subjects: { self: path('from_id'), recipient: path('to_id'), actor: [actorIn('made_by'), actorIn('undone_by')] },
    purposes: ['administration', 'teaching'],
    basis: schooling,
    retention: { anchor: { column: 'made_at' }, keep: 'P12M', end: 'erase' },
    erase: { self: 'delete', recipient: 'delete', actor: 'detach' },
    restrict: 'freeze',
    recipients: ['teachers', ...office],
    changes: { exempt: 'is made and taken back, and each is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), from_id: link('self'), to_id: link('recipient') },
      ...{ why: personal(passed), role: personal(passed), from_on: personal(passed), until_on: personal(passed) },
      ...{ made_at: personal(passed), made_by: link('actor'), seen_at: personal({ ...passed, export: { recipient: 'full' } }) },
      ...{ undone_at: personal(passed), undone_by: link('actor') },
    },
  }),
  personalTable({
    table: 'public.hand_over_item',
    subjects: { self: path('hand_over_id -> hand_over.from_id'), recipient: path('hand_over_id -> hand_over.to_id') },
    purposes: ['administration', 'teaching'],
    basis: schooling,
    retention: { anchor: { day: 'hand_over_id -> hand_over.made_at' }, keep: 'P12M', end: 'erase' },
    erase: { self: 'delete', recipient: 'delete' },
    restrict: 'freeze',
    recipients: ['teachers', ...office],
    changes: { exempt: 'never changes' },
    columns: {
      ...{ school_id: none(), id: none(), hand_over_id: none(), kind: none(), target_id: none(), ended_id: none() },
      ...{ was_on: personal(passed), begun_id: none() },
    },
  }),
] as const
