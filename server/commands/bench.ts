import { command } from './command.ts'

export const bench = command({
  name: 'bench',
  usage: '[NAME]',
  about: 'Measures what is claimed about speed, one line of JSON per figure',
  options: { quick: { type: 'boolean', about: 'all of them within four minutes' } },
  run: async ({ words: [name], options: { quick } }) => (await import('../../bench/run.ts')).bench({ name, quick }),
})
