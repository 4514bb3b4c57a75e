import { accountability } from '#kernel/grounds.ts'
import { actorIn, digest, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { holdTable, requestTable } from './sealed.ts'

/** Only whoever asked has it in a copy: another guardian is not told that there is a request. */
const asked = {
  category: 'communication.metadata',
  level: 'L2',
  export: { author: 'full' },
  origin: 'provided',
  rectify: 'author',
} as const
const answered = { ...asked, origin: 'observed', rectify: 'nobody' } as const

/** An authority may have ordered that nobody is told: a copy says that there is something, and nothing more. */
const held = { category: 'audit', level: 'L2', export: { self: 'none' }, origin: 'observed', rectify: 'nobody' } as const

export const rightsData = [
  personalTable({
    table: 'public.rights_request',
    subjects: { author: path('asked_by'), about: path('person_id'), actor: actorIn('closed_by') },
    purposes: ['legal', 'self'],
    basis: accountability,
    retention: {
      anchor: { column: 'asked_at' },
      keep: { others: 'P5Y', 'QC-PRIV': 'P3Y', 'QC-PUB': 'P3Y', JP: 'P3Y' },
      end: 'erase',
    },
    erase: { author: 'delete', about: 'delete', actor: 'detach' },
    restrict: { exempt: 'is how the person is answered' },
    recipients: ['self', 'school_office'],
    apart: true,
    changes: { exempt: 'what happens to it are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), profile: none('The law that its clock runs by.') },
      person_id: link('about'),
      asked_by: link('author'),
      kind: personal(asked),
      asked_at: personal(asked),
      due_on: personal(answered),
      extended_at: personal(answered),
      cools_until: personal(answered),
      link_until: personal(answered),
      purpose: personal(asked),
      field: personal({ ...asked, bounded: 'the names of a table and a field of the data map' }),
      code_digest: digest('SHA-256 of the code that whoever asked holds'),
      held_at: personal(answered),
      closed_at: personal(answered),
      closed_by: link('actor'),
      outcome: personal(answered),
      ground: personal(answered),
      sealed: sealed(requestTable, [{ kind: 'snapshot', column: 'id' }], {
        words: personal({ ...asked, category: 'communication.content' }),
        answer: personal({ ...answered, category: 'communication.content' }),
      }),
      version: none(),
    },
  }),
  personalTable({
    table: 'public.restriction',
    subjects: { self: path('person_id'), actor: [actorIn('made_by'), actorIn('lifted_by')] },
    purposes: ['legal', 'self'],
    basis: accountability,
    retention: { anchor: { column: 'lifts_at' }, keep: 'P5Y', end: 'erase' },
    erase: { self: 'delete', actor: 'detach' },
    restrict: { exempt: 'is the restriction itself' },
    recipients: ['self', 'guardians', 'school_office'],
    changes: { exempt: 'what happens to it are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), request_id: none() },
      person_id: link('self'),
      parts: personal({ ...answered, export: { self: 'full' } }),
      tables: none(),
      from_at: personal({ ...answered, export: { self: 'full' } }),
      made_by: link('actor'),
      lifts_at: personal({ ...answered, export: { self: 'full' } }),
      lifted_by: link('actor'),
    },
  }),
  personalTable({
    table: 'public.legal_hold',
    subjects: { self: path('person_id'), actor: [actorIn('asked_by'), actorIn('signed_by'), actorIn('ended_by')] },
    purposes: ['legal'],
    basis: accountability,
    retention: { anchor: { column: 'ended_at' }, keep: 'P5Y', end: 'erase' },
    erase: { self: 'delete', actor: 'detach' },
    restrict: { exempt: 'is what a claim is defended with' },
    recipients: ['school_office'],
    changes: { exempt: 'what happens to it are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), told: none(), reminded_at: none() },
      person_id: link('self'),
      ground: personal(held),
      asked_by: link('actor'),
      asked_at: personal(held),
      signed_by: link('actor'),
      signed_at: personal(held),
      review_on: personal(held),
      ended_at: personal(held),
      ended_by: link('actor'),
      ended_how: personal(held),
      sealed: sealed(holdTable, [{ kind: 'snapshot', column: 'id' }], { why: personal(held) }),
    },
  }),
  personalTable({
    table: 'public.rights_case_done',
    subjects: { actor: actorIn('closed_by') },
    purposes: ['legal'],
    basis: accountability,
    retention: { anchor: { column: 'closed_at' }, keep: 'P5Y', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'says that there was a case and names nobody' },
    recipients: ['school_office'],
    changes: { exempt: 'is itself the record' },
    columns: {
      ...{
        school_id: none(),
        id: none(),
        kind: none(),
        profile: none('The law that its clock ran by.'),
        asked_at: none(),
        due_on: none(),
      },
      ...{ outcome: none(), erasure_id: none() },
      closed_at: personal({ category: 'audit', level: 'L1', export: 'full', origin: 'observed', rectify: 'nobody' }),
      closed_by: link('actor'),
    },
  }),
] as const
