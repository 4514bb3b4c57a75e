import { command } from './command.ts'

/** A row of the registry: the way back for a school that was locked by mistake. */
export const reopenSchool = command({
  name: 'reopen',
  usage: 'SCHOOL',
  about:
    'Opens a school again that has left and is locked, as long as its keys have not been destroyed (its slug, or exactly its name)',
  options: { yes: { type: 'boolean', about: 'does it without asking again' } },
  run: async ({ words: [school = ''], options }) => (await import('./reopening.ts')).reopenNamed(school, options.yes === true),
})
