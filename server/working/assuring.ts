import fs from 'node:fs'
import path from 'node:path'
import type { Installation } from '#kernel/installation.ts'
import { announceSuppliers, type Ground, lookAround, looker, noteRevision, type Surroundings } from '#modules/assurance/index.ts'
import { imprintIn } from '#server/outside/imprint.ts'
import { companiesOf, listOf } from '#server/outside/suppliers.ts'
import { publicLines } from '#server/serving/openness.ts'
import type { Settings } from '#server/settings/settings.ts'
import { machineWith } from './machine.ts'
import { agesOfSecrets } from './watching-secrets.ts'

/** What of the settings says how the world around is reached. */
export type Around = Pick<Settings, 'data' | 'keys'> &
  Partial<
    Pick<
      Settings,
      | 'databaseUrl'
      | 'mail'
      | 's3'
      | 's3Key'
      | 's3Secret'
      | 'push'
      | 'copiesFrom'
      | 'witnesses'
      | 'statusFolder'
      | 'statusAt'
      | 'port'
      | 'doors'
    >
  >

const isNear = (host: string) =>
  /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|\[::1\]$|f[cd][0-9a-f]{2}:)/.test(host) || host === ''

const databaseOf = (text: string | undefined): Surroundings['database'] => {
  if (!text) return 'socket'
  const url = new URL(text)
  if (url.searchParams.get('sslmode') === 'verify-full') return 'verified'
  return isNear(url.hostname) ? 'private' : 'open'
}

const mailOf = (text: string | undefined): Surroundings['mail'] => {
  if (!text) return 'none'
  const url = new URL(text)
  return url.protocol === 'smtps:' || url.searchParams.get('requireTLS') === 'true' || isNear(url.hostname) ? 'tls' : 'plain'
}

const storeOf = (url: URL | undefined): Surroundings['store'] => {
  if (!url) return 'folder'
  return url.protocol === 'https:' || isNear(url.hostname) ? 'tls' : 'plain'
}

/** What stands around this program, as its settings say: how each neighbour is reached, and where anything may leave to. */
export const surroundingsOf = (
  { data, keys, databaseUrl, mail, s3, push = [], copiesFrom = [], witnesses = [], statusFolder, statusAt }: Around,
  secrets: Surroundings['secrets'] = [],
): Surroundings => ({
  secrets,
  status: { folder: statusFolder, url: statusAt },
  data,
  keys,
  database: databaseOf(databaseUrl),
  mail: mailOf(mail),
  store: storeOf(s3),
  outside: [
    ...(mail ? [{ host: new URL(mail).hostname, what: 'mail' as const }] : []),
    ...(s3 ? [{ host: s3.hostname, what: 'store' as const }] : []),
    ...push.map((host) => ({ host, what: 'push' as const })),
    ...copiesFrom.map((host) => ({ host, what: 'copy' as const })),
    ...witnesses.map(({ url }) => ({ host: new URL(url).hostname, what: 'witness' as const })),
  ],
})

const authorityIn = (keys: string) => {
  const file = path.join(keys, 'tls', 'ca.crt')
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
}

/** Everything that a check has in its hands, for as long as it is needed. */
export const groundFor = async (
  installation: Installation,
  around: Around,
): Promise<{ ground: Ground; close: () => Promise<void> }> => {
  const [{ askOurselves, lineOf, overhearing, whereWeAnswer }, { actions }] = await Promise.all([
    import('#server/serving/asking.ts'),
    import('#server/registry.ts'),
  ])
  const origin = await whereWeAnswer(installation.origin)
  const { ask, close } = await askOurselves({ ...installation, origin })
  const now = installation.clock.now()
  const line = () => lineOf(origin, authorityIn(around.keys), now)
  return {
    ground: {
      installation,
      now,
      actions,
      ask,
      overheard: overhearing(installation),
      line,
      around: surroundingsOf(around, await agesOfSecrets(around, now)),
      machine: machineWith(around.port, around.doors),
      host: imprintIn(around.data).host,
      suppliers: listOf(installation.egress, around.data),
      lines: () => publicLines(installation),
      look: looker(installation),
    },
    close,
  }
}

/** Looks at every promise whose time has come. */
export const keepPromises = async (installation: Installation, around: Around, { isAll = false } = {}): Promise<number> => {
  const { ground, close } = await groundFor(installation, around)
  try {
    await announceSuppliers(installation, companiesOf(installation.egress, around.data))
    await noteRevision(installation, ground.lines())
    return await lookAround(ground, { isAll })
  } finally {
    await close()
  }
}
