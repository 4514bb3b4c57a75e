import { none, plainTable } from '#kernel/personal-data.ts'

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
] as const
