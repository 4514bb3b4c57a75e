import { flushCompileCache } from 'node:module'
import path from 'node:path'
import { Server } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { Installation } from '#kernel/installation.ts'
import { readSettings, type Settings } from '#server/settings/settings.ts'
import type { Connection } from './db/connection.ts'
import { choosePlace, listen } from './serving/serve.ts'
import { buildWeb } from './serving/web-build.ts'
import { type Database, openDatabase } from './starting/database.ts'
import { listenForStop, stopWithin } from './starting/stopping.ts'
import { welcome } from './starting/welcome.ts'

/** What a start was asked to do: both parts in one process, or one of them. */
export type Wishes = {
  parts: readonly ('web' | 'worker')[]
  demo?: boolean | undefined
  tls?: string | undefined
  domain?: string | undefined
}

/** Everything that is open, to be closed in the reverse order. */
type House = AsyncDisposableStack

const LONGEST_STOP = 15_000

const openMigrated = async (settings: Settings, { parts }: Wishes, house: House): Promise<Database> => {
  const database = await openDatabase(settings)
  house.defer(database.stop)
  if (database.keeper !== undefined && parts.length > 1) {
    throw new Error(`${settings.data} is in use by another Préau (process ${database.keeper})`)
  }
  const { migrate } = await import('./db/migrate.ts')
  await migrate(database.connection, database.passwords)
  return database
}

const openPlace = async (settings: Settings, wishes: Wishes, house: House) => {
  const servers: FastifyInstance['server'][] = []
  const place = await choosePlace(settings, wishes, ({ key, cert }) => {
    for (const server of servers) if (server instanceof Server) server.setSecureContext({ key, cert })
  })
  house.defer(place.close)
  return { place, servers }
}

type Opened = { installation: Installation; connection: Connection; settings: Settings; house: House }

const startJobs = async ({ installation, connection, settings, house }: Opened) => {
  const [
    { startWorker },
    { startSequencing },
    { startArrivals },
    { keepPromises },
    { watchSecrets },
    { writeOfSecrets },
    { startStatus },
  ] = await Promise.all([
    import('./worker.ts'),
    import('./working/sequencing.ts'),
    import('./working/arriving.ts'),
    import('./working/assuring.ts'),
    import('./working/watching-secrets.ts'),
    import('./working/alarming.ts'),
    import('./working/keeping-status.ts'),
  ])
  const look = async () => {
    await watchSecrets(installation, settings, (ages) => writeOfSecrets(installation, ages, settings.alarmTo))
    await keepPromises(installation, settings)
  }
  house.defer(await startWorker(installation, connection, look))
  house.defer(startArrivals(installation, settings.imports ?? path.join(settings.data, 'imports')))
  house.defer(await startSequencing(installation, connection, settings.keys, settings))
  house.defer(startStatus(installation, { folder: settings.statusFolder }))
}

const serve = async (
  { installation, connection, settings, house }: Opened,
  wishes: Wishes,
  { place, servers }: Awaited<ReturnType<typeof openPlace>>,
) => {
  const [{ build }, { newSetupCode }, { schools }] = await Promise.all([
    import('./app.ts'),
    import('./starting/setup-code.ts'),
    import('#kernel/schools.ts'),
  ])
  const app = await build(installation, {
    trustProxy: settings.proxy ?? false,
    server: place.https ? { https: place.https } : {},
  })
  house.defer(() => app.close())
  servers.push(app.server)
  await listen(app, settings, place)
  const demo = wishes.demo ? await (await import('./demo/demo.ts')).makeDemo(installation, settings.data) : undefined
  const isEmpty = (await schools(installation)).length === 0
  console.log(welcome(place, isEmpty ? await newSetupCode(connection) : undefined, demo))
}

/** Starts Préau, says where it is, and ends when it is asked to: first the requests under way, then the pools, then PostgreSQL. */
export const start = async (wishes: Wishes): Promise<number> => {
  const { asked } = listenForStop()
  await using house = new AsyncDisposableStack()
  const settings = readSettings()
  const web = wishes.parts.includes('web')
  if (web) await buildWeb()
  // Loaded while PostgreSQL starts: each takes as long as the other.
  const rooms = Promise.all([import('./installation.ts'), import('./app.ts'), import('./starting/setup-code.ts')])
  rooms.catch(() => undefined) // not yet: first the database, so that it can be closed; awaited below
  const database = await openMigrated(settings, wishes, house)
  const [{ openInstallation }] = await rooms
  const at = await openPlace(settings, wishes, house)
  const { installation, close } = await openInstallation(settings, database.connection, at.place.origin)
  house.defer(close)
  const opened = { installation, connection: database.connection, settings, house }
  if (wishes.parts.includes('worker')) await startJobs(opened)
  if (web) await serve(opened, wishes, at)
  flushCompileCache() // now, not at the end: whoever is killed must start as fast
  await asked
  stopWithin(LONGEST_STOP)
  return 0
}
