import { accountability } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, plainTable, sealed } from '#kernel/personal-data.ts'

import { questionTable } from './sealed.ts'

const seen = personal({ category: 'audit', level: 'L2', export: 'full', origin: 'observed', rectify: 'nobody' })
const asked = {
  category: 'communication.metadata',
  level: 'L2',
  export: { author: 'full' },
  origin: 'provided',
  rectify: 'author',
} as const
/** No copy of the pupil's data shows it: what was withheld stands in the pupil's file once it is disclosed. */
const withheld = personal({
  category: 'support.social',
  level: 'L3',
  export: { actor: 'full' },
  origin: 'provided',
  rectify: 'nobody',
})

export const readsData = [
  personalTable({
    table: 'public.curiosity_case',
    subjects: { about: path('pupil_id'), actor: [actorIn('reader_id'), actorIn('closed_by')] },
    purposes: ['security', 'legal'],
    basis: accountability,
    retention: { anchor: { column: 'read_at' }, keep: { others: 'P36M', JP: 'P5Y' }, end: 'erase' },
    erase: { about: 'delete', actor: 'detach' },
    restrict: { exempt: 'shows that someone read what was none of their business' },
    recipients: ['self', 'guardians', 'school_office'],
    changes: { exempt: 'changes once, when it is closed, and both are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), fact_id: none() },
      reader_id: link('actor'),
      pupil_id: link('about'),
      event: seen,
      purpose: seen,
      read_at: seen,
      opened_at: seen,
      closed_at: seen,
      closed_by: link('actor'),
      outcome: seen,
    },
  }),
  personalTable({
    table: 'public.read_question',
    subjects: { author: path('asked_by'), about: path('person_id'), actor: actorIn('answered_by') },
    purposes: ['legal', 'security'],
    basis: accountability,
    retention: { anchor: { column: 'asked_at' }, keep: { others: 'P36M', JP: 'P5Y' }, end: 'erase' },
    erase: { author: 'delete', about: 'delete', actor: 'detach' },
    restrict: 'freeze',
    recipients: ['self', 'school_office'],
    apart: true,
    changes: { exempt: 'changes once, when it is answered, and both are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none() },
      person_id: link('about'),
      asked_by: link('author'),
      asked_at: personal(asked),
      reference: personal({ ...asked, bounded: 'eight signs of the id of an entry' }),
      read_on: personal(asked),
      answered_at: personal(asked),
      answered_by: link('actor'),
      sealed: sealed(questionTable, [{ kind: 'person', column: 'asked_by' }], {
        question: personal({
          category: 'communication.content',
          level: 'L2',
          export: { author: 'full' },
          origin: 'provided',
          rectify: 'author',
        }),
        answer: personal({
          category: 'communication.content',
          level: 'L2',
          export: { author: 'full' },
          origin: 'provided',
          rectify: 'nobody',
        }),
      }),
      version: none(),
    },
  }),
  personalTable({
    table: 'public.withholding',
    subjects: { about: path('pupil_id'), actor: [actorIn('asked_by'), actorIn('countersigned_by'), actorIn('ended_by')] },
    purposes: ['safeguarding', 'legal'],
    basis: accountability,
    retention: { anchor: { column: 'asked_at' }, keep: { others: 'P36M', JP: 'P5Y' }, end: 'erase' },
    erase: { about: 'delete', actor: 'detach' },
    restrict: { exempt: 'protects the child whom it is about' },
    recipients: ['school_office'],
    changes: { exempt: 'what happens to it are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none() },
      pupil_id: link('about'),
      ground: withheld,
      asked_by: link('actor'),
      asked_at: withheld,
      asked_on: withheld,
      until_on: withheld,
      countersigned_by: link('actor'),
      countersigned_at: withheld,
      ended_at: withheld,
      ended_by: link('actor'),
      ended_for: withheld,
    },
  }),
  plainTable('public.withholding_figure', 'How many withholdings began in a year: a number, whomever they were about.', [
    'school_id',
    'school_year_id',
    'begun',
  ]),
] as const
