import { command } from './command.ts'

/** A row of the registry: writes the dated list of known weak points that the promises are held against. */
export const advisories = command({
  name: 'advisories',
  usage: '[FILE]',
  about:
    'Writes the dated list of known weak points in our parts, from `npm audit` over the lock file; for a machine without a network make it elsewhere and bring it as advisories.json into the data folder',
  run: async ({ words: [file] }) => (await import('./gathering.ts')).gatherAdvisories(file),
})
