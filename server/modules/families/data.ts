import { schooling } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { emergencyContactTable, pickUpAdultTable, protectedIdentityTable } from '#modules/people/index.ts'
import { delegationTable, guardianshipChangeTable, personMergeTable } from './sealed.ts'

const byOffice = { origin: 'provided', rectify: 'office' } as const
const seen = { category: 'audit', origin: 'observed', rectify: 'nobody' } as const
const staff = ['teachers', 'school_office', 'operator'] as const
const office = ['school_office', 'operator'] as const

/** An adult whom somebody named for a child: the child's, and of a guardian only who named them. */
const named = { about: 'full', author: 'full' } as const
const adult = {
  name: personal({ category: 'identity.name', level: 'L2', export: named, ...byOffice }),
  phone: personal({ category: 'identity.contact', level: 'L2', export: named, ...byOffice }),
  relation: personal({ category: 'family.link', level: 'L2', export: named, ...byOffice }),
  note: personal({ category: 'family.link', level: 'L2', export: named, ...byOffice }),
} as const
const about = { category: 'family.link', level: 'L2', export: named, ...byOffice } as const
const withPupil = {
  subjects: { about: path('pupil_id'), author: actorIn('made_by') },
  purposes: ['safeguarding', 'attendance'],
  basis: schooling,
  retention: { anchor: { with: 'about' } },
  erase: { about: 'delete', author: 'detach' },
  restrict: 'mask',
  apart: true,
  changes: 'logged',
} as const

// A change of rights protects somebody: whoever it is about is not told by a copy of their data, nor by their child's. A person answers who asks.
const untold = { actor: 'exists', signatory: 'exists' } as const
const changed = personal({ category: 'family.link', level: 'L3', export: untold, ...byOffice })
const when = personal({ ...seen, level: 'L2', export: untold })

const guarding = [
  personalTable({
    table: 'public.guardianship_change',
    subjects: {
      about: path('pupil_id'),
      guardian: path('guardian_id'),
      actor: actorIn('asked_by'),
      signatory: actorIn('decided_by'),
    },
    purposes: ['safeguarding', 'security'],
    basis: schooling,
    retention: { anchor: { with: 'about' } },
    erase: { about: 'delete', guardian: 'delete', actor: 'detach', signatory: 'detach' },
    restrict: 'freeze',
    recipients: office,
    apart: true,
    changes: 'logged',
    columns: {
      school_id: none(),
      id: none(),
      guardianship_id: none(),
      pupil_id: link('about'),
      guardian_id: link('guardian'),
      preset_before: changed,
      preset_after: changed,
      scopes_before: changed,
      scopes_after: changed,
      edge_version: none(),
      sealed: sealed(guardianshipChangeTable, [{ kind: 'person', column: 'pupil_id' }], {
        reference: personal({
          category: 'family.link',
          level: 'L3',
          export: untold,
          ...byOffice,
        }),
      }),
      asked_at: when,
      asked_by: link('actor'),
      decided_at: when,
      decided_by: link('signatory'),
      verdict: when,
    },
  }),
  personalTable({
    table: 'public.delegation',
    subjects: {
      author: path('lent_by'),
      about: path('pupil_id'),
      guardian: path('holder_id'),
      actor: [actorIn('ended_by'), actorIn('objected_by'), actorIn('settled_by')],
    },
    purposes: ['family_communication', 'enrolment'],
    basis: schooling,
    retention: { anchor: { with: 'about' } },
    erase: { author: 'delete', about: 'delete', guardian: 'delete', actor: 'detach' },
    restrict: 'freeze',
    recipients: ['self', 'guardians', ...office],
    apart: true,
    changes: 'logged',
    columns: {
      school_id: none(),
      id: none(),
      guardianship_id: none(),
      edge_id: none(),
      pupil_id: link('about'),
      lent_by: link('author'),
      holder_id: link('guardian'),
      relation: personal({ ...about, export: { author: 'full', about: 'full', guardian: 'full' } }),
      scopes: personal({ ...about, export: { author: 'full', about: 'extract', guardian: 'full' } }),
      sealed: sealed(delegationTable, [{ kind: 'person', column: 'lent_by' }], {
        name: personal({ category: 'identity.name', level: 'L2', export: { author: 'full' }, ...byOffice }),
        email: personal({ category: 'identity.contact', level: 'L2', export: { author: 'full' }, ...byOffice }),
      }),
      made_at: personal({ ...seen, level: 'L2', export: { author: 'full', about: 'full', guardian: 'full' } }),
      until_at: personal({ ...about, export: { author: 'full', about: 'full', guardian: 'full' } }),
      ended_at: personal({ ...seen, level: 'L2', export: { author: 'full', about: 'full', guardian: 'full' } }),
      ended_by: link('actor'),
      objected_at: personal({ ...seen, level: 'L2', export: { author: 'full', about: 'exists', guardian: 'exists' } }),
      objected_by: link('actor'),
      settled_at: personal({ ...seen, level: 'L2', export: { author: 'full', about: 'exists', guardian: 'exists' } }),
      settled_by: link('actor'),
      verdict: personal({ ...seen, level: 'L2', export: { author: 'full', about: 'exists', guardian: 'exists' } }),
    },
  }),
] as const

const records = [
  personalTable({
    table: 'public.protected_identity',
    subjects: { self: path('person_id'), actor: [actorIn('made_by'), actorIn('ended_by')] },
    purposes: ['safeguarding'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete', actor: 'detach' },
    restrict: 'freeze',
    recipients: office,
    apart: true,
    changes: 'logged',
    columns: {
      school_id: none(),
      id: none(),
      person_id: link('self'),
      kind: personal({ category: 'family.link', level: 'L4', export: { self: 'full' }, ...byOffice }),
      from_at: personal({ category: 'family.link', level: 'L4', export: { self: 'full' }, ...byOffice }),
      until_at: personal({ category: 'family.link', level: 'L4', export: { self: 'full' }, ...byOffice }),
      made_by: link('actor'),
      ended_by: link('actor'),
      sealed: sealed(protectedIdentityTable, [{ kind: 'person', column: 'person_id' }], {
        alias: personal({ category: 'identity.name', level: 'L3', export: { self: 'full' }, ...byOffice }),
        reference: personal({ category: 'family.link', level: 'L4', export: { self: 'full' }, ...byOffice }),
      }),
      version: none(),
    },
  }),
  personalTable({
    table: 'public.same_person',
    subjects: { self: path('first_id'), target: path('second_id'), actor: actorIn('decided_by') },
    purposes: ['administration', 'enrolment'],
    basis: schooling,
    retention: { anchor: { with: 'row' } },
    erase: { self: 'delete', target: 'delete', actor: 'detach' },
    restrict: { exempt: 'says that two records may be of one person' },
    recipients: office,
    apart: true,
    changes: { exempt: 'decided once, and each decision is a fact of the ledger' },
    columns: {
      school_id: none(),
      id: none(),
      first_id: link('self'),
      second_id: link('target'),
      reason: personal({ ...seen, origin: 'inferred', level: 'L2', export: { self: 'exists', target: 'exists' } }),
      found_at: personal({ ...seen, level: 'L2', export: { self: 'full', target: 'full' } }),
      decided_at: personal({ ...seen, level: 'L2', export: { self: 'full', target: 'full' } }),
      decided_by: link('actor'),
      verdict: personal({ ...seen, level: 'L2', export: { self: 'full', target: 'full' } }),
    },
  }),
  personalTable({
    table: 'public.person_merge',
    subjects: { self: path('kept_id'), target: path('merged_id'), actor: [actorIn('made_by'), actorIn('undone_by')] },
    purposes: ['administration', 'enrolment'],
    basis: schooling,
    retention: { anchor: { with: 'row' } },
    erase: { self: 'delete', target: 'delete', actor: 'detach' },
    restrict: { exempt: 'says that two records are of one person' },
    recipients: office,
    apart: true,
    changes: { exempt: 'made and undone once, and each is a fact of the ledger' },
    columns: {
      school_id: none(),
      id: none(),
      kept_id: link('self'),
      merged_id: link('target'),
      sealed: sealed(personMergeTable, [{ kind: 'person', column: 'merged_id' }], {
        rows: personal({
          category: 'audit',
          level: 'L2',
          export: { self: 'exists', target: 'exists' },
          origin: 'observed',
          rectify: 'nobody',
        }),
        signIn: personal({
          category: 'audit',
          level: 'L2',
          export: { self: 'exists', target: 'exists' },
          origin: 'observed',
          rectify: 'nobody',
        }),
      }),
      made_at: personal({ ...seen, level: 'L2', export: { self: 'full', target: 'full' } }),
      made_by: link('actor'),
      final_at: personal({ ...seen, level: 'L2', export: { self: 'full', target: 'full' } }),
      undone_at: personal({ ...seen, level: 'L2', export: { self: 'full', target: 'full' } }),
      undone_by: link('actor'),
    },
  }),
] as const

export const familyData = [
  personalTable({
    table: 'public.emergency_contact',
    ...withPupil,
    recipients: staff,
    columns: {
      school_id: none(),
      id: none(),
      pupil_id: link('about'),
      place: personal(about),
      source: personal({ ...seen, level: 'L1', export: named }),
      sealed: sealed(emergencyContactTable, [{ kind: 'person', column: 'pupil_id' }], adult),
      made_at: personal({ ...seen, level: 'L1', export: named }),
      made_by: link('author'),
      version: none(),
    },
  }),
  personalTable({
    table: 'public.pick_up_adult',
    ...withPupil,
    recipients: staff,
    columns: {
      school_id: none(),
      id: none(),
      pupil_id: link('about'),
      from_on: personal(about),
      until_on: personal(about),
      source: personal({ ...seen, level: 'L1', export: named }),
      sealed: sealed(pickUpAdultTable, [{ kind: 'person', column: 'pupil_id' }], adult),
      made_at: personal({ ...seen, level: 'L1', export: named }),
      made_by: link('author'),
      version: none(),
    },
  }),
  ...guarding,
  ...records,
] as const
