import { command } from './command.ts'

const school = { type: 'string', value: 'NAME', about: 'the school: its slug, or exactly its name' } as const

export const exportPerson = command({
  name: 'export',
  usage: 'USERNAME',
  about:
    'Writes everything that a school holds about a person: a page to read with the files beside it, the same as data, and who saw it',
  asPerson: true,
  options: { school, to: { type: 'string', value: 'FOLDER', about: 'where to (otherwise: here)' } },
  run: async ({ words: [username = ''], options, as }) =>
    (await import('./exercising.ts')).exportTo({ username, ...options, as }),
})

export const erasePerson = command({
  name: 'erase',
  usage: 'USERNAME',
  about: 'Erases a person from a school for good, or shows what that would do',
  asPerson: true,
  options: {
    school,
    preview: { type: 'boolean', about: 'only shows what would go, what would stay, until when and why' },
    yes: { type: 'boolean', about: 'does it without asking again' },
  },
  run: async ({ words: [username = ''], options, as }) =>
    (await import('./exercising.ts')).eraseNamed({ username, ...options, as }),
})
