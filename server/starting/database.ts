import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import * as z from 'zod/mini'
import { type Connection, embedded, external, type Role } from '#server/db/connection.ts'
import { codeOf } from '#server/postgres/files.ts'
import type { Settings } from '#server/settings/settings.ts'

/** A database that answers; `keeper` is the process that runs it where that is not this one. */
export type Database = {
  connection: Connection
  passwords: Readonly<Record<string, string>>
  keeper: number | undefined
  stop: () => Promise<void>
}

const Passwords = z.record(z.string(), z.string())
const NAME = 'preau'

const roles: Readonly<Record<Exclude<Role, 'owner'>, true>> = {
  preau_app: true,
  preau_worker: true,
  preau_sequencer: true,
  preau_vault: true,
}

/** Passwords of the roles in a PostgreSQL of the operator's: made once, and kept with the keys. A later role gets one too. */
const passwordsIn = (keys: string) => {
  const file = path.join(keys, 'database.json')
  fs.mkdirSync(keys, { recursive: true, mode: 0o700 })
  const kept = fs.existsSync(file) ? Passwords.parse(JSON.parse(fs.readFileSync(file, 'utf8'))) : {}
  const missing = Object.keys(roles).filter((role) => !kept[role])
  if (missing.length === 0) return kept
  const all = { ...kept, ...Object.fromEntries(missing.map((role) => [role, randomBytes(24).toString('base64url')])) }
  fs.writeFileSync(`${file}.new`, JSON.stringify(all), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
  return all
}

const once = async (connection: Connection, text: string) => {
  const client = new pg.Client(connection.config('owner'))
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

const MISSING = '3D000'
const ALREADY = '42P04'

/** A cluster that was just made has no database of ours yet. */
const makeMissing = async (connection: Connection, maintenance: Connection) => {
  try {
    await once(connection, 'select 1')
  } catch (error) {
    if (codeOf(error) !== MISSING) throw error
    await once(maintenance, `create database ${NAME}`).catch((raced: unknown) => {
      if (codeOf(raced) !== ALREADY) throw raced
    })
  }
}

/** Opens the operator's PostgreSQL, or the one in the data folder: running already, or started for this process. */
export const openDatabase = async ({ databaseUrl, data, keys }: Settings): Promise<Database> => {
  if (databaseUrl !== undefined) {
    fs.mkdirSync(data, { recursive: true, mode: 0o711 }) // mail and files go there, whoever keeps the rows
    const passwords = passwordsIn(keys)
    return { connection: external(databaseUrl, passwords), passwords, keeper: undefined, stop: async () => {} }
  }
  const { startPostgres } = await import('#server/postgres/launcher.ts')
  const postgres = await startPostgres(data)
  const connection = embedded(postgres, NAME)
  try {
    await makeMissing(connection, embedded(postgres, 'postgres'))
  } catch (error) {
    await postgres.stop()
    throw error
  }
  return { connection, passwords: {}, keeper: postgres.ours ? undefined : postgres.keeper, stop: postgres.stop }
}
