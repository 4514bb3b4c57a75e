import path from 'node:path'
import { readSettings, type Settings } from '#kernel/settings.ts'
import { type Database, openDatabase } from './database.ts'
import { choosePlace, listen, type Place } from './serve.ts'
import { listenForStop, stopWithin } from './stopping.ts'
import { welcome } from './welcome.ts'

/** What a start was asked to do: both parts in one process, or one of them. */
export type Wishes = {
  parts: readonly ('web' | 'worker')[]
  demo?: boolean | undefined
  tls?: string | undefined
  domain?: string | undefined
}

const LONGEST_STOP = 15_000

const openHouse = async (settings: Settings, wishes: Wishes, house: AsyncDisposableStack) => {
  const database = await openDatabase(settings)
  house.defer(database.stop)
  if (database.keeper !== undefined && wishes.parts.length > 1) {
    throw new Error(`${settings.data} is in use by another Préau (process ${database.keeper})`)
  }
  const { migrate } = await import('./db/migrate.ts')
  await migrate(database.connection, database.passwords)
  return database
}

const openWeb = async (settings: Settings, wishes: Wishes, database: Database, house: AsyncDisposableStack): Promise<Place> => {
  let renew: Parameters<typeof choosePlace>[2] = () => undefined
  const place = await choosePlace(settings, wishes, (certificate) => renew(certificate))
  house.defer(place.close)
  return place
}

/** Starts Préau, says where it is, and ends when it is asked to: first the requests under way, then the pools, then PostgreSQL. */
export const start = async (wishes: Wishes): Promise<number> => {
  const { asked } = listenForStop()
  await using house = new AsyncDisposableStack()
  const settings = readSettings()
  const database = await openHouse(settings, wishes, house)
  return 0
}
