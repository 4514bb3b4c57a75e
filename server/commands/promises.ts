import { command } from './command.ts'

export const promises = command({
  name: 'promises',
  about: 'Looks at every promise whose time has come, and says how each stands; exit status 1 when one that was kept is not',
  options: {
    json: { type: 'boolean', about: 'as JSON: id, state, controls, age of the evidence in seconds' },
    all: { type: 'boolean', about: 'looks at everything, whether or not its time has come' },
  },
  run: async ({ options }) => {
    const [{ withInstallation }, { standing }] = await Promise.all([
      import('#server/starting/opening.ts'),
      import('./standing.ts'),
    ])
    return withInstallation(async ({ installation, settings }) => {
      const { rows, lost, seconds } = await standing(installation, settings, options.all ?? false)
      if (options.json) console.log(JSON.stringify(rows))
      else {
        for (const { id, state, school, sentence } of rows.filter((row) => row.state !== 'ok'))
          console.log(`${state.padEnd(14)} ${id}  ${school ? `${school}: ` : ''}${sentence}`)
        const kept = rows.filter(({ state }) => state === 'ok').length
        console.log(`${kept} of ${rows.length} promises are kept. Looked for ${seconds.toFixed(1)} s.`)
        for (const id of lost) console.log(`No longer kept: ${id}`)
      }
      return lost.length > 0 ? 1 : undefined
    })
  },
})
