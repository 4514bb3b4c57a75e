import { command } from './command.ts'

const serving = {
  tls: {
    type: 'string',
    value: 'acme',
    implied: 'own',
    about: 'serve HTTPS with an authority of this installation, or with a certificate that an ACME authority gives for --domain',
  },
  domain: { type: 'string', value: 'NAME', about: 'the name that the ACME certificate is for; port 80 of it must lead here' },
} as const

export const start = command({
  name: 'start',
  about: 'Starts everything in one process: database, migrations, web, jobs',
  options: {
    demo: {
      type: 'boolean',
      about: 'with an invented school; who can sign in is written to demo-accounts.json in the data folder',
    },
    ...serving,
  },
  run: async ({ options }) => (await import('../start.ts')).start({ ...options, parts: ['web', 'worker'] }),
})

export const web = command({
  name: 'web',
  about: 'Serves the web only; as many as wanted on one DATABASE_URL',
  options: serving,
  run: async ({ options }) => (await import('../start.ts')).start({ ...options, parts: ['web'] }),
})

export const worker = command({
  name: 'worker',
  about: 'Does the jobs only; as many as wanted on one DATABASE_URL',
  run: async () => (await import('../start.ts')).start({ parts: ['worker'] }),
})
