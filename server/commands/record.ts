import { command, Misunderstood } from './command.ts'

export const record = command({
  name: 'record',
  usage: '[CHECK]',
  about:
    'Signs for what nothing can measure (a training, a practice, a plan), until a day, or takes it back; alone: shows all of it',
  options: {
    until: { type: 'string', value: 'DAY', about: 'the last day on which it holds, as 2027-11-01' },
    done: { type: 'string', value: 'NUMBER', about: 'how many it was done with, where it is counted' },
    of: { type: 'string', value: 'NUMBER', about: 'of how many' },
    paper: { type: 'string', value: 'FILE', about: 'the paper that you keep: only its digest is noted' },
    withdraw: { type: 'boolean', about: 'what was signed holds no longer' },
  },
  run: async ({ words: [check], options: { until, withdraw = false, ...more } }) => {
    if (check !== undefined && !withdraw && until === undefined) throw new Misunderstood('--until is missing')
    const [{ withInstallation }, recording] = await Promise.all([import('#server/starting/opening.ts'), import('./recording.ts')])
    return withInstallation(async ({ installation }) => {
      if (check === undefined) return recording.showRecords(installation)
      if (withdraw) return recording.takeBack(installation, check)
      return recording.signFor(installation, check, { ...more, until: until ?? '' })
    })
  },
})
