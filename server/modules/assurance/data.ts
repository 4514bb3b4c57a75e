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
] as const
