import { command } from './command.ts'

/** A row of the registry: what whoever runs the installation says to every school. */
export const notice = command({
  name: 'notice',
  usage: 'FILE [FILE] [FILE] [FILE]',
  about:
    'Tells every school of a change or an interruption, in up to four languages: a file for each, named like plan.fr.txt, its first line the title',
  options: {
    kind: {
      type: 'string',
      value: 'KIND',
      about:
        'product (a change) or maintenance (an interruption, which stands on the public page of the service, too); otherwise: product',
    },
    from: { type: 'string', value: 'INSTANT', about: 'from when on it holds, as 2026-12-01T20:00Z' },
    until: { type: 'string', value: 'INSTANT', about: 'until when' },
    high: { type: 'boolean', about: 'it is felt: everybody who works at a school is asked to confirm it' },
  },
  run: async ({ words, options }) => (await import('./noticing.ts')).announceFrom(words, options),
})
