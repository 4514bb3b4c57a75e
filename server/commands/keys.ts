import { command, Misunderstood } from './command.ts'

export const keys = command({
  name: 'keys',
  usage: '[burn]',
  about: 'Shows the keys: their week, how many live, when the next burn is, how old the secrets of machines are; or burns now',
  options: {
    json: { type: 'boolean', about: 'as JSON, on one line' },
    'accept-loss': { type: 'boolean', about: 'burns although some keys are damaged: what they sealed is lost for good' },
  },
  run: async ({ words: [word], options }) => {
    if (word !== undefined && word !== 'burn') throw new Misunderstood(`preau keys knows burn, not '${word}'`)
    const [{ withInstallation }, { burnNow, stateOfKeys }, { agesOfSecrets, SECRET_DAYS }, { settingOfSecret }] =
      await Promise.all([
        import('#server/starting/opening.ts'),
        import('#server/working/burning.ts'),
        import('#server/working/watching-secrets.ts'),
        import('#server/settings/machine-secrets.ts'),
      ])
    return withInstallation(async ({ installation, settings }) => {
      if (word === 'burn') {
        const done = await burnNow(installation, { acceptsLoss: options['accept-loss'] ?? false })
        if (done)
          console.log(options.json ? JSON.stringify(done) : `Burned: ${done.keys} keys and ${done.indexes} indexes moved.`)
      }
      const secrets = await agesOfSecrets(settings, installation.clock.now())
      const state = { ...(await stateOfKeys(installation)), secrets }
      const lines = [
        `Week ${state.week}, made ${state.days} days ago, root: ${state.root}.`,
        `${state.keys} keys and ${state.indexes} indexes live; ${state.erasures} erasures in the journal.`,
        state.isDue ? 'A burn is due: the running server does it within the hour.' : `Next burn: ${state.nextOn}.`,
        ...secrets.map(({ name, days, dueOn, isDue }) => {
          const age = `${settingOfSecret[name]} has been the same for ${days} days`
          return isDue
            ? `${age}: older than ${SECRET_DAYS}; make a new one where it comes from.`
            : `${age}; a new one is due on ${dueOn}.`
        }),
      ]
      if (!options.json) console.log(lines.join('\n'))
      else if (word !== 'burn') console.log(JSON.stringify(state))
      return undefined
    })
  },
})
