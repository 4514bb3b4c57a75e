import { command } from './command.ts'

export const incident = command({
  name: 'incident',
  usage: '[TASK] [WORD] [WORD] [WORD] [WORD] [WORD]',
  about:
    'Shows what is said in public of problems. `incident open FILE…` says that something is wrong, `incident update ID FILE…` how it goes on, `incident close ID FILE…` that it is over; in up to four languages: a file for each, named like trouble.fr.txt, its first line the title',
  options: {
    impact: { type: 'string', value: 'IMPACT', about: 'minor (something is missing), major (much is) or outage (nothing works)' },
    parts: {
      type: 'string',
      value: 'PARTS',
      about: 'what is affected, with commas between: app, database, jobs, records, files, mail, push, scanner, witness',
    },
    began: { type: 'string', value: 'INSTANT', about: 'since when it has been felt, as 2026-12-01T20:00Z (otherwise: now)' },
    state: { type: 'string', value: 'STATE', about: 'how far an update has come: investigating, identified or watching' },
    json: { type: 'boolean', about: 'as JSON' },
  },
  run: async ({ words, options }) => (await import('./saying-incidents.ts')).doIncident(words, options),
})
