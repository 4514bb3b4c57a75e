import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { readCatalogue } from '#modules/privacy/catalogue.ts'
import { printWalls } from '#modules/privacy/walls.ts'
import { embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { startPostgres } from '#server/postgres/launcher.ts'
import { dataMap } from '#server/registry.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-walls-'))
fs.chmodSync(folder, 0o711)
const postgres = await startPostgres(folder, { fsync: 'off' })
try {
  const connection = embedded(postgres, 'postgres')
  await migrate(connection).catch((error: Error) => {
    if (!error.message.startsWith('present')) throw error // what was printed last may speak of columns that are gone: it is about to be replaced
  })
  const client = new pg.Client(connection.config('owner'))
  await client.connect()
  fs.writeFileSync(
    path.join(import.meta.dirname, '../modules/privacy/policies.sql'),
    printWalls(dataMap, await readCatalogue(client)),
  )
  await client.end()
} finally {
  await postgres.stop()
  fs.rmSync(folder, { recursive: true })
}
