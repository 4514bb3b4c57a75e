import { accountability } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, plainTable, sealed } from '#kernel/personal-data.ts'
import { objectionTable } from './sealed.ts'

const counted = personal({ category: 'usage.activity', level: 'L1', export: 'full', origin: 'observed', rectify: 'nobody' })

const said = { category: 'audit', level: 'L1', origin: 'provided', rectify: 'nobody' } as const

export const assuranceData = [
  plainTable(
    'directory.evidence',
    'What was found when a promise was looked at: numbers, of nobody, by a constraint of the table.',
    [
      'number',
      'about_school',
      'control',
      'asks',
      'at',
      'valid_seconds',
      'result',
      'source',
      'facts',
      'previous',
      'digest',
      'signature',
    ],
  ),
  plainTable('directory.control_day', 'How each control stood on a day, at its worst.', [
    'about_school',
    'control',
    'day',
    'state',
  ]),
  plainTable('directory.kept_promise', 'Since when a promise is kept, and since when no longer.', {
    about_school: none(),
    promise: none(),
    kept_at: none(),
    lost_at: none(),
  }),
  plainTable('directory.egress_day', 'How often something left this machine on a day, and for which company or machine.', [
    'day',
    'way',
    'recipient',
    'sent',
    'refused',
  ]),
  plainTable('directory.public_revision', 'What the public pages said, each time they said something else.', [
    'number',
    'at',
    'lines',
    'previous',
    'digest',
  ]),
  plainTable(
    'directory.signed_record',
    'What somebody signed for whom nothing can measure: which role, until when, numbers and a digest. Who it was stands in the ledger.',
    [
      ...[
        'about_school',
        'control',
        'asks',
        'number',
        'at',
        'until_on',
        'signer',
        'done',
        'of_all',
        'paper',
        'statement',
        'is_sample',
      ],
      ...['signature', 'withdrawn_at'],
    ],
  ),
  plainTable('directory.supplier_notice', 'What was announced of companies, when, and from when on it holds.', {
    ...{ id: none(), host: none(), change: none(), announced_at: none(), from_on: none(), told_at: none() },
    ...{ way: none(), entity: none('A company, as it was announced.'), address: none('Where a company is.'), country: none() },
    digest: none('SHA-256 of who the company is and what it gets.'),
  }),
  personalTable({
    table: 'public.person_egress',
    subjects: { self: path('person_id') },
    purposes: ['legal', 'self'],
    basis: accountability,
    retention: {
      anchor: { column: 'month_on' },
      keep: 'P13M',
      end: 'erase',
      history: 'what left for somebody is told to them for a year',
    },
    erase: { self: 'delete' },
    restrict: { exempt: 'says what left, to whoever asks' },
    recipients: ['self', 'guardians', 'operator'],
    changes: { exempt: 'a count that grows' },
    columns: {
      ...{ school_id: none(), month_on: counted, way: counted, sent: counted, person_id: link('self') },
      recipient: personal({ ...counted, bounded: 'the name of a machine in the list of recipients' }),
    },
  }),
  personalTable({
    table: 'public.supplier_objection',
    subjects: { author: actorIn('made_by'), actor: actorIn('withdrawn_by') },
    purposes: ['legal', 'administration'],
    basis: accountability,
    retention: { anchor: { column: 'made_at' }, keep: 'P5Y', end: 'erase' },
    erase: { author: 'detach', actor: 'detach' },
    restrict: { exempt: 'is what a school says of a company' },
    recipients: ['school_office', 'operator'],
    changes: { exempt: 'is made and taken back, and each is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), notice_id: none() },
      ...{ made_by: link('author'), made_at: personal({ ...said, export: { author: 'full' } }) },
      ...{ withdrawn_by: link('actor'), withdrawn_at: personal({ ...said, export: { author: 'full', actor: 'full' } }) },
      sealed: sealed(objectionTable, [{ kind: 'snapshot', column: 'id' }], {
        words: personal({ ...said, category: 'communication.content', level: 'L2', export: { author: 'full' } }),
      }),
    },
  }),
] as const
