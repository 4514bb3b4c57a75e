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

export const verifyCopy = command({
  name: 'verify',
  usage: 'FOLDER',
  about: 'Says whether a copy that somebody took along is whole and as it was made; needs no database and no connection',
  options: { key: { type: 'string', value: 'KEY', about: 'the key of the installation, as its page /verify/copy shows it' } },
  run: async ({ words: [folder = ''], options }) => (await import('./verifying.ts')).verifyFolder(folder, options.key),
})
