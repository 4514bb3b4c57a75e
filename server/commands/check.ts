import { command } from './command.ts'

export const check = command({
  name: 'check',
  about: 'Runs every test there is: what `npm test` does',
  options: {
    full: { type: 'boolean', about: 'every screen in every language and theme, many more crashes' },
    only: {
      type: 'string',
      value: 'STEP',
      about: 'one step of it: format, types, web, journeys, unused, tests, drills, browser',
    },
  },
  run: async ({ options }) => (await import('../tools/check.ts')).check(options),
})
