import { command } from './command.ts'

export const importRoster = command({
  name: 'import',
  usage: 'PACKAGE',
  about: 'Imports a OneRoster 1.1 or 1.2 package into a school, or says line by line why not',
  asPerson: true,
  options: {
    school: { type: 'string', value: 'NAME', about: 'the school: its slug, or exactly its name' },
    source: {
      type: 'string',
      value: 'CODE',
      about: 'where the package comes from, if the school has several sources (otherwise: roster)',
    },
    'dry-run': { type: 'boolean', about: 'only shows what would change' },
    leaving: { type: 'boolean', about: 'also when more than one in twenty people of the source would leave' },
  },
  run: async ({ words: [file = ''], options, as }) => {
    const { importPackage } = await import('./importing.ts')
    return importPackage({
      file,
      school: options.school,
      source: options.source,
      dryRun: options['dry-run'] ?? false,
      leaving: options.leaving ?? false,
      as,
    })
  },
})
