import { schooling } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, plainTable, sealed } from '#kernel/personal-data.ts'
import { grantRequestTable } from './sealed.ts'

const office = ['self', 'school_office', 'operator'] as const
const role = { category: 'school.role', level: 'L1', export: { self: 'full' }, origin: 'provided', rectify: 'office' } as const
const seen = { category: 'audit', level: 'L1', export: { self: 'full' }, origin: 'observed', rectify: 'nobody' } as const

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
  plainTable('public.access_review', 'A round of looking at all roles: when, and until when. Who opened it is in the ledger.', [
    ...['school_id', 'id', 'quarter_on', 'opened_at', 'due_at', 'reminded_at', 'closed_at'],
  ]),
  personalTable({
    table: 'public.access_review_item',
    subjects: { self: path('person_id'), actor: actorIn('decided_by') },
    purposes: ['security'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete', actor: 'detach' },
    restrict: { exempt: 'says that a role was looked at' },
    recipients: office,
    changes: { exempt: 'decided once, and each decision is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), review_id: none(), person_role_id: none(), person_id: link('self') },
      decision: personal(role),
      decided_at: personal(seen),
      decided_by: link('actor'),
    },
  }),
] as const
