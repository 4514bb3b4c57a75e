import { command } from './command.ts'

export const report = command({
  name: 'report',
  usage: '[TASK] [NUMBER]',
  about:
    'Shows reports of weak points and by when each needs an answer. `report read NUMBER` shows what was written, `report answered NUMBER` notes that you answered, `report close NUMBER --outcome OUTCOME` ends it',
  options: {
    outcome: {
      type: 'string',
      value: 'OUTCOME',
      about: 'mended, known (somebody was first), none (it is no weak point) or declined',
    },
    json: { type: 'boolean', about: 'as JSON' },
  },
  run: async ({ words, options }) => (await import('./answering-reports.ts')).doReport(words, options),
})
