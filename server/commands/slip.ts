import { command } from './command.ts'

export const slip = command({
  name: 'slip',
  usage: 'USERNAME',
  about: 'Makes a code with which one person chooses a password: for whoever cannot get in, an administrator too',
  options: { school: { type: 'string', value: 'NAME', about: 'the school: its slug, or exactly its name' } },
  run: async ({ words: [username = ''], options }) => (await import('./printing-slips.ts')).slipFor({ username, ...options }),
})
