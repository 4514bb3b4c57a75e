import fs from 'node:fs'
import pg from 'pg'
import { type Connection, embedded, external } from '#server/db/connection.ts'
import { passwordsIn } from '#server/db/passwords.ts'
import { codeOf } from '#server/postgres/files.ts'
import type { Settings } from '#server/settings/settings.ts'

/** A database that answers; `keeper` is the process that runs it where that is not this one. */
export type Database = {
  connection: Connection
  passwords: Readonly<Record<string, string>>
  keeper: number | undefined
  stop: () => Promise<void>
}

const NAME = 'preau'

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
    const passwords = await passwordsIn(keys, databaseUrl)
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
