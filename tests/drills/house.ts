import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { Connection } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { settingsFrom } from '#server/settings/settings.ts'
import { openDatabase } from '#server/starting/database.ts'
import { type Otherwise, openWorld, type World } from '#tests/world.ts'

/** A Préau with a PostgreSQL of its own, in folders of its own, that can be copied, lost and restored. */
export type House = { world: World; data: string; keys: string; connection: Connection; close: () => Promise<void> }

/** A folder for one drill, gone at its end. */
export const newHome = (name: string) => {
  const home = fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), `preau-${name}-`))
  fs.chmodSync(home, 0o711)
  return { home, leave: () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) }
}

/** Opens the house in a data folder: a new one, or what a restore has put there. */
export const openHouse = async (data: string, keys: string, otherwise: Otherwise = {}): Promise<House> => {
  const { connection, stop } = await openDatabase({ ...settingsFrom({}), data, keys })
  try {
    await migrate(connection)
    const world = await openWorld({ heart: { every: 50, patience: 1500 }, data, keys, connection, ...otherwise })
    const close = async () => {
      await world.close()
      await stop()
    }
    return { world, data, keys, connection, close }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A backup of the running cluster as an operator makes one: its files, and the log that was written meanwhile. */
export const backUp = async ({ connection, data }: House, into: string) => {
  fs.mkdirSync(into, { mode: 0o711 })
  const [from, to] = [path.join(data, 'pg'), path.join(into, 'pg')]
  const client = new pg.Client(connection.config('owner'))
  await client.connect()
  try {
    await client.query("select pg_backup_start('drill', true)")
    execFileSync('cp', ['-a', from, to])
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    fs.rmSync(path.join(to, 'pg_wal'), { recursive: true })
    execFileSync('cp', ['-a', path.join(from, 'pg_wal'), path.join(to, 'pg_wal')])
    for (const name of ['postmaster.pid', 'postmaster.opts']) fs.rmSync(path.join(to, name), { force: true })
    const label = path.join(to, 'backup_label')
    fs.writeFileSync(label, rows[0]!.labelfile)
    const { uid, gid } = fs.statSync(from)
    fs.chownSync(label, uid, gid)
  } finally {
    await client.end()
  }
}

/** The same backup once more: what was opened was changed. */
export const copyOf = (backup: string, into: string) => {
  execFileSync('cp', ['-a', backup, into])
  return into
}
