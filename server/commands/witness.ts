import { command, Misunderstood } from './command.ts'

const portOf = (text: string) => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new Misunderstood(`--port takes a port, 0 to 65535, not '${text}'`)
}

export const witness = command({
  name: 'witness',
  about: 'Cosigns the ledgers of other installations, never two that contradict each other; prints the key that they need',
  options: {
    watch: {
      type: 'string',
      value: 'KEY',
      about: 'begins to watch the log with this key (their /.well-known/preau-ledger.vkey)',
    },
    port: { type: 'string', value: 'PORT', about: 'where it listens (otherwise 3100)' },
    name: { type: 'string', value: 'NAME', about: 'what it signs as, for ever (otherwise the host of PREAU_URL, and /witness)' },
  },
  run: async ({ options }) => {
    const port = portOf(options.port ?? '3100')
    const [{ withInstallation }, { startWitness }, { keyText, signerOf }, { watch }, { witnessSeed }, { listenForStop }] =
      await Promise.all([
        import('#server/starting/opening.ts'),
        import('#server/working/witnessing.ts'),
        import('#ledger/notes.ts'),
        import('#ledger/witness.ts'),
        import('#ledger/seed.ts'),
        import('#server/starting/stopping.ts'),
      ])
    const { asked } = listenForStop()
    return withInstallation(async ({ installation, settings }) => {
      const name = options.name ?? `${new URL(installation.origin).host}/witness`
      const signer = signerOf(name, witnessSeed(settings.keys), 4)
      if (options.watch) await watch(installation.published.pool, options.watch)
      const server = await startWitness(installation, signer, port, settings.alarmTo)
      const at = server.address()
      console.log(`PREAU_WITNESSES="${keyText(signer)} http://localhost:${typeof at === 'object' ? at?.port : port}"`)
      await asked
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      return undefined
    })
  },
})
